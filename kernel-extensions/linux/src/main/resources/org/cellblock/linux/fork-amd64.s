# What the child of a fork runs until it becomes a program, for amd64: code that is called, not a
# program. Its argument points at: the descriptors, the program's path, argv, envp, the number of a
# pipe, and 32 zero bytes. The descriptors are pairs of ints, from and to, and end with -1. It leads
# a session of its own, ignores and blocks no signal, and has each descriptor under its number; what
# is refused goes into the pipe as a negative errno of 4 bytes. Assemble: see MachineProgram.

    .globl _start
_start:
    mov     %rdi, %rbx
    mov     $112, %eax              # setsid()
    syscall
    mov     $64, %r12d
signal:
    mov     $13, %eax               # rt_sigaction(signal, SIG_DFL, NULL, 8)
    mov     %r12d, %edi
    lea     40(%rbx), %rsi
    xor     %edx, %edx
    mov     $8, %r10d
    syscall                         # two refuse: SIGKILL and SIGSTOP can't be ignored anyway
    dec     %r12d
    jnz     signal
    mov     $14, %eax               # rt_sigprocmask(SIG_SETMASK, none, NULL, 8)
    mov     $2, %edi
    lea     40(%rbx), %rsi
    xor     %edx, %edx
    mov     $8, %r10d
    syscall
    mov     (%rbx), %r12
descriptor:
    mov     (%r12), %edi
    mov     4(%r12), %esi
    add     $8, %r12
    test    %edi, %edi
    js      become
    cmp     %edi, %esi
    je      keep
    mov     $33, %eax               # dup2(from, to)
    syscall
    test    %eax, %eax
    js      refused
    jmp     descriptor
keep:
    mov     $72, %eax               # fcntl(from, F_SETFD, 0)
    mov     $2, %esi
    xor     %edx, %edx
    syscall
    test    %eax, %eax
    js      refused
    jmp     descriptor
become:
    mov     $59, %eax               # execve(path, argv, envp): returns only when refused
    mov     8(%rbx), %rdi
    mov     16(%rbx), %rsi
    mov     24(%rbx), %rdx
    syscall
refused:
    mov     %eax, 40(%rbx)
    mov     $1, %eax                # write(pipe, errno, 4)
    mov     32(%rbx), %edi
    lea     40(%rbx), %rsi
    mov     $4, %edx
    syscall
    mov     $231, %eax              # exit_group(127)
    mov     $127, %edi
    syscall
