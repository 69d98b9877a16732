// What the child of a fork runs until it becomes a program, for arm64: code that is called, not a
// program. Its argument points at: the descriptors, the program's path, argv, envp, the number of a
// pipe, and 32 zero bytes. The descriptors are pairs of ints, from and to, and end with -1. It leads
// a session of its own, ignores and blocks no signal, and has each descriptor under its number; what
// is refused goes into the pipe as a negative errno of 4 bytes. Assemble: see MachineProgram.

    .globl _start
_start:
    mov     x19, x0
    mov     x8, #157                // setsid()
    svc     #0
    mov     x20, #64
signal:
    mov     x8, #134                // rt_sigaction(signal, SIG_DFL, NULL, 8)
    mov     x0, x20
    add     x1, x19, #40
    mov     x2, #0
    mov     x3, #8
    svc     #0                      // two refuse: SIGKILL and SIGSTOP can't be ignored anyway
    subs    x20, x20, #1
    b.ne    signal
    mov     x8, #135                // rt_sigprocmask(SIG_SETMASK, none, NULL, 8)
    mov     x0, #2
    add     x1, x19, #40
    mov     x2, #0
    mov     x3, #8
    svc     #0
    ldr     x20, [x19]
descriptor:
    ldp     w0, w1, [x20], #8
    tbnz    w0, #31, become
    cmp     w0, w1
    b.eq    keep
    mov     x8, #24                 // dup3(from, to, 0)
    mov     x2, #0
    svc     #0
    tbnz    w0, #31, refused
    b       descriptor
keep:
    mov     x8, #25                 // fcntl(from, F_SETFD, 0)
    mov     x1, #2
    mov     x2, #0
    svc     #0
    tbnz    w0, #31, refused
    b       descriptor
become:
    mov     x8, #221                // execve(path, argv, envp): returns only when refused
    ldp     x0, x1, [x19, #8]
    ldr     x2, [x19, #24]
    svc     #0
refused:
    str     w0, [x19, #40]
    mov     x8, #64                 // write(pipe, errno, 4)
    ldr     w0, [x19, #32]
    add     x1, x19, #40
    mov     x2, #4
    svc     #0
    mov     x8, #94                 // exit_group(127)
    mov     x0, #127
    svc     #0
