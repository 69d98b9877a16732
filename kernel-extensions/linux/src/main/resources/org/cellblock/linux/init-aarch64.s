// The pid 1 of a cell, for arm64. It takes its place in a new pid namespace, mounts that
// namespace's /proc on "proc" in its working directory, says by one byte on stdout how that went
// (0 or an errno), and then waits on stdin until its cell closes. Assemble: see MachineProgram.

    .globl _start
_start:
    mov     x8, #167            // prctl(PR_SET_PDEATHSIG, SIGKILL): die with the cell's thread
    mov     x0, #1
    mov     x1, #9
    svc     #0
    mov     x8, #167            // prctl(PR_SET_NAME, "init")
    mov     x0, #15
    adr     x1, name
    svc     #0
    mov     x8, #134            // rt_sigaction(SIGCHLD, {SIG_IGN}, NULL, 8): orphans reap themselves
    mov     x0, #17
    adr     x1, ignore
    mov     x2, #0
    mov     x3, #8
    svc     #0
    mov     x19, #0
    ldr     x20, [sp]
    cmp     x20, #1             // an argument means: without /proc
    b.ne    report
    mov     x8, #40             // mount("proc", "proc", "proc", MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL)
    adr     x0, proc
    mov     x1, x0
    mov     x2, x0
    mov     x3, #14
    mov     x4, #0
    svc     #0
    neg     x19, x0
report:
    str     x19, [sp, #-16]!
    mov     x8, #64             // write(1, &errno, 1)
    mov     x0, #1
    mov     x1, sp
    mov     x2, #1
    svc     #0
    mov     x8, #57             // close(1)
    mov     x0, #1
    svc     #0
wait:
    mov     x8, #63             // read(0, ..., 1), until its end
    mov     x0, #0
    mov     x1, sp
    mov     x2, #1
    svc     #0
    cmp     x0, #0
    b.gt    wait
    mov     x8, #94             // exit_group(0): the kernel ends all others in the namespace
    mov     x0, #0
    svc     #0
name:
    .asciz  "init"
proc:
    .asciz  "proc"
    .balign 8
ignore:
    .quad   1, 0, 0, 0
