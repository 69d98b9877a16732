// What a program that is to be born in a cgroup, or with limits, runs first, for arm64. Its
// arguments: the number of a pipe, the number of another, the gate, the numbers of open cgroup.procs
// files, an empty word, the program's path, and argv. It writes "0", which means the writer, to each
// file, reads a byte from the gate and becomes the program; the pipe closes. A gate that ends without
// one means that whoever started it is gone: then it ends too. What is refused goes into the pipe as
// two bytes: the file's place, from 1, or 0 for the program itself; and the errno. Assemble: see
// MachineProgram.

    .globl _start
_start:
    ldr     x9, [sp]
    add     x19, sp, #16            // the next argument
    add     x20, x19, x9, lsl #3    // envp, behind argv
    bl      number
    mov     x21, x0
    mov     x8, #25                 // fcntl(pipe, F_SETFD, FD_CLOEXEC)
    mov     x1, #2
    mov     x2, #1
    svc     #0
    bl      number
    mov     x24, x0
    mov     x22, #0
next:
    ldr     x1, [x19]
    ldrb    w2, [x1]
    cbz     w2, become
    add     x22, x22, #1
    bl      number
    mov     x23, x0
    mov     x8, #64                 // write(file, "0", 1)
    adr     x1, zero
    mov     x2, #1
    svc     #0
    cmp     x0, #0
    b.lt    refused
    mov     x8, #57                 // close(file)
    mov     x0, x23
    svc     #0
    b       next
become:
    mov     x8, #63                 // read(gate, below the stack, 1)
    mov     x0, x24
    sub     x1, sp, #16
    mov     x2, #1
    svc     #0
    cmp     x0, #1
    b.ne    end
    mov     x8, #57                 // close(gate)
    mov     x0, x24
    svc     #0
    mov     x22, #0
    mov     x8, #221                // execve(path, argv, envp): returns only when refused
    ldr     x0, [x19, #8]
    add     x1, x19, #16
    mov     x2, x20
    svc     #0
refused:
    neg     x0, x0
    orr     x0, x22, x0, lsl #8
    str     x0, [sp, #-16]!
    mov     x8, #64                 // write(pipe, {place, errno}, 2)
    mov     x0, x21
    mov     x1, sp
    mov     x2, #2
    svc     #0
end:
    mov     x8, #94                 // exit_group(127)
    mov     x0, #127
    svc     #0
number:                             // x0 = the next argument as a number
    ldr     x1, [x19], #8
    mov     x0, #0
    mov     x3, #10
digit:
    ldrb    w2, [x1], #1
    cbz     w2, read
    sub     w2, w2, #48
    madd    x0, x0, x3, x2
    b       digit
read:
    ret
zero:
    .ascii  "0"
