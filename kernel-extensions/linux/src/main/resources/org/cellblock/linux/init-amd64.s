# The pid 1 of a cell, for amd64. It takes its place in a new pid namespace, mounts that
# namespace's /proc on "proc" in its working directory, says by one byte on stdout how that went
# (0 or an errno), and then waits on stdin until its cell closes. Assemble: see MachineProgram.

    .globl _start
_start:
    mov     $157, %eax          # prctl(PR_SET_PDEATHSIG, SIGKILL): die with the cell's thread
    mov     $1, %edi
    mov     $9, %esi
    syscall
    mov     $157, %eax          # prctl(PR_SET_NAME, "init")
    mov     $15, %edi
    lea     name(%rip), %rsi
    syscall
    mov     $13, %eax           # rt_sigaction(SIGCHLD, {SIG_IGN}, NULL, 8): orphans reap themselves
    mov     $17, %edi
    lea     ignore(%rip), %rsi
    xor     %edx, %edx
    mov     $8, %r10d
    syscall
    xor     %ebx, %ebx
    cmpq    $1, (%rsp)          # an argument means: without /proc
    jne     report
    mov     $165, %eax          # mount("proc", "proc", "proc", MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL)
    lea     proc(%rip), %rdi
    mov     %rdi, %rsi
    mov     %rdi, %rdx
    mov     $14, %r10d
    xor     %r8d, %r8d
    syscall
    sub     %eax, %ebx
report:
    push    %rbx
    mov     $1, %eax            # write(1, &errno, 1)
    mov     $1, %edi
    mov     %rsp, %rsi
    mov     $1, %edx
    syscall
    mov     $3, %eax            # close(1)
    mov     $1, %edi
    syscall
wait:
    xor     %eax, %eax          # read(0, ..., 1), until its end
    xor     %edi, %edi
    mov     %rsp, %rsi
    mov     $1, %edx
    syscall
    test    %rax, %rax
    jg      wait
    mov     $231, %eax          # exit_group(0): the kernel ends all others in the namespace
    xor     %edi, %edi
    syscall
name:
    .asciz  "init"
proc:
    .asciz  "proc"
    .balign 8
ignore:
    .quad   1, 0, 0, 0
