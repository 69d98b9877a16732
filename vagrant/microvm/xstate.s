# A shared library of one function, for amd64: the ptrace of User-mode Linux. A kernel takes an
# extended state (NT_X86_XSTATE) only whole, and that of a processor with AMX is longer than the one
# which User-mode Linux keeps. So what it keeps is laid over the whole state, and that is given.
# Everything else goes to the kernel as it comes. The ELF headers stand here in full, since a
# linker's bytes change with its version. The bytes in xstate.hex:
#   as xstate.s && objcopy -O binary a.out xstate.so && od -An -v -tx1 -w32 xstate.so

    .set    room, 65536             # of the longest state; AMX's has 11008
    .set    page, 0x1000            # what can be written is mapped a page further than it lies here

elf:
    .byte   0x7f, 'E', 'L', 'F', 2, 1, 1, 0
    .quad   0
    .short  3, 62                   # ET_DYN, EM_X86_64
    .long   1
    .quad   0, segments - elf, 0
    .long   0
    .short  64, 56, 4, 64, 0, 0
segments:
    .long   1, 5                    # PT_LOAD, PF_R | PF_X
    .quad   0, 0, 0, writable - elf, writable - elf, page
    .long   1, 6                    # PT_LOAD, PF_R | PF_W
    .quad   writable - elf, writable - elf + page, writable - elf + page
    .quad   end - writable, state - writable + room, page
    .long   2, 6                    # PT_DYNAMIC
    .quad   writable - elf, writable - elf + page, writable - elf + page
    .quad   dynamic_end - writable, dynamic_end - writable, 8
    .long   0x6474e551, 6           # PT_GNU_STACK: not executable
    .quad   0, 0, 0, 0, 0, 16

symbols:
    .quad   0, 0, 0
    .long   name_ptrace - names
    .byte   0x12, 0                 # STB_GLOBAL, STT_FUNC
    .short  1
    .quad   ptrace - elf, ptrace_end - ptrace
    .long   name_syscall - names
    .byte   0x12, 0
    .short  0                       # SHN_UNDEF: libc's, which sets errno
    .quad   0, 0
hash:
    .long   1, 3, 1, 0, 2, 0        # one bucket: 1, then 2
relocations:
    .quad   syscall - elf + page, 2 << 32 | 6, 0 # R_X86_64_GLOB_DAT of symbol 2
names:
    .byte   0
name_ptrace:
    .asciz  "ptrace"
name_syscall:
    .asciz  "syscall"
names_end:

    .balign 16
ptrace:
    mov     %rcx, %r8               # syscall(SYS_ptrace, request, pid, address, data)
    mov     %rdx, %rcx
    mov     %esi, %edx
    mov     %edi, %esi
    mov     $101, %edi
    cmp     $0x4205, %esi           # PTRACE_SETREGSET
    jne     other
    cmp     $0x202, %rcx            # NT_X86_XSTATE
    je      overlay
other:
    lea     -1(%rsi), %eax          # PTRACE_PEEKTEXT, PEEKDATA, PEEKUSER return what the kernel
    cmp     $2, %eax                # stores
    jbe     peek
    jmp     *syscall + page(%rip)

peek:
    sub     $24, %rsp
    mov     %rsp, %r8
    call    *syscall + page(%rip)
    test    %rax, %rax
    jnz     peeked
    mov     (%rsp), %rax
peeked:
    add     $24, %rsp
    ret

overlay:
    push    %rbx
    push    %rbp
    sub     $24, %rsp
    mov     %r8, %rbx               # the caller's iovec
    mov     %edx, %ebp
    lea     state + page(%rip), %rax # not on the stack: User-mode Linux's has 16 KiB
    mov     %rax, (%rsp)
    movq    $room, 8(%rsp)
    mov     %rsp, %r8
    mov     $0x4204, %esi           # PTRACE_GETREGSET: sets the length of our iovec
    call    *syscall + page(%rip)
    test    %rax, %rax
    jnz     done
    mov     (%rsp), %rdi
    mov     (%rbx), %rsi
    mov     8(%rbx), %rcx
    cmp     8(%rsp), %rcx
    cmova   8(%rsp), %rcx
    rep movsb
    mov     %rsp, %r8
    mov     $0x202, %ecx
    mov     %ebp, %edx
    mov     $0x4205, %esi
    mov     $101, %edi
    call    *syscall + page(%rip)
done:
    add     $24, %rsp
    pop     %rbp
    pop     %rbx
    ret
ptrace_end:

    .balign 16
writable:
    .quad   4, hash - elf           # DT_HASH
    .quad   5, names - elf          # DT_STRTAB
    .quad   6, symbols - elf        # DT_SYMTAB
    .quad   10, names_end - names   # DT_STRSZ
    .quad   11, 24                  # DT_SYMENT
    .quad   7, relocations - elf    # DT_RELA
    .quad   8, 24                   # DT_RELASZ
    .quad   9, 24                   # DT_RELAENT
    .quad   0, 0
dynamic_end:
syscall:
    .quad   0
end:
    .balign 64
state:
