# What a program that is to be born in a cgroup, or with limits, runs first, for amd64. Its
# arguments: the number of a pipe, the number of another, the gate, the numbers of open cgroup.procs
# files, an empty word, the program's path, and argv. It writes "0", which means the writer, to each
# file, reads a byte from the gate and becomes the program; the pipe closes. A gate that ends without
# one means that whoever started it is gone: then it ends too. What is refused goes into the pipe as
# two bytes: the file's place, from 1, or 0 for the program itself; and the errno. Assemble: see
# MachineProgram.

    .globl _start
_start:
    mov     (%rsp), %rcx
    lea     16(%rsp,%rcx,8), %r15   # envp, behind argv
    lea     16(%rsp), %r12          # the next argument
    call    number
    mov     %eax, %r13d
    mov     $72, %eax               # fcntl(pipe, F_SETFD, FD_CLOEXEC)
    mov     %r13d, %edi
    mov     $2, %esi
    mov     $1, %edx
    syscall
    call    number
    mov     %eax, %r14d
    xor     %ebx, %ebx
next:
    mov     (%r12), %rsi
    cmpb    $0, (%rsi)
    je      become
    inc     %ebx
    call    number
    mov     %eax, %ebp
    mov     $1, %eax                # write(file, "0", 1)
    mov     %ebp, %edi
    lea     zero(%rip), %rsi
    mov     $1, %edx
    syscall
    test    %eax, %eax
    js      refused
    mov     $3, %eax                # close(file)
    mov     %ebp, %edi
    syscall
    jmp     next
become:
    xor     %eax, %eax              # read(gate, below the stack, 1)
    mov     %r14d, %edi
    lea     -16(%rsp), %rsi
    mov     $1, %edx
    syscall
    cmp     $1, %eax
    jne     end
    mov     $3, %eax                # close(gate)
    mov     %r14d, %edi
    syscall
    xor     %ebx, %ebx
    mov     $59, %eax               # execve(path, argv, envp): returns only when refused
    mov     8(%r12), %rdi
    lea     16(%r12), %rsi
    mov     %r15, %rdx
    syscall
refused:
    neg     %eax
    shl     $8, %eax
    or      %ebx, %eax
    push    %rax
    mov     $1, %eax                # write(pipe, {place, errno}, 2)
    mov     %r13d, %edi
    mov     %rsp, %rsi
    mov     $2, %edx
    syscall
end:
    mov     $231, %eax              # exit_group(127)
    mov     $127, %edi
    syscall
number:                             # eax = the next argument as a number
    mov     (%r12), %rsi
    add     $8, %r12
    xor     %eax, %eax
digit:
    movzbl  (%rsi), %edx
    test    %edx, %edx
    je      read
    imul    $10, %eax, %eax
    lea     -48(%rax,%rdx), %eax
    inc     %rsi
    jmp     digit
read:
    ret
zero:
    .ascii  "0"
