// The kernel's door for programs without a C library: syscall(2). A result below zero is -errno.

typedef long word;

#if defined __x86_64__
enum {
  SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_rt_sigaction = 13, SYS_rt_sigprocmask = 14,
  SYS_execve = 59, SYS_fcntl = 72, SYS_setsid = 112, SYS_prctl = 157, SYS_mount = 165,
  SYS_exit_group = 231, SYS_dup3 = 292, SYS_close_range = 436
};
#define IN_n "rax"
#define IN_a "rdi"
#define IN_b "rsi"
#define IN_c "rdx"
#define IN_d "r10"
#define IN_e "r8"
#define RESULT n_
#define CALL "syscall"
#define LOST "rcx", "r11", "memory"
#define START "mov %rsp, %rdi; call start"
#elif defined __aarch64__
enum {
  SYS_dup3 = 24, SYS_fcntl = 25, SYS_mount = 40, SYS_close = 57, SYS_read = 63, SYS_write = 64,
  SYS_exit_group = 94, SYS_rt_sigaction = 134, SYS_rt_sigprocmask = 135, SYS_setsid = 157,
  SYS_prctl = 167, SYS_execve = 221, SYS_close_range = 436
};
#define IN_n "x8"
#define IN_a "x0"
#define IN_b "x1"
#define IN_c "x2"
#define IN_d "x3"
#define IN_e "x4"
#define RESULT a_
#define CALL "svc #0"
#define LOST "memory"
#define START "mov x0, sp\n bl start"
#endif

#define PUT(name) register word name##_ __asm__(IN_##name) = name

static inline word call1(word n, word a) {
  PUT(n); PUT(a);
  __asm__ volatile(CALL : "+r"(n_), "+r"(a_) : : LOST);
  return RESULT;
}

static inline word call2(word n, word a, word b) {
  PUT(n); PUT(a); PUT(b);
  __asm__ volatile(CALL : "+r"(n_), "+r"(a_) : "r"(b_) : LOST);
  return RESULT;
}

static inline word call3(word n, word a, word b, word c) {
  PUT(n); PUT(a); PUT(b); PUT(c);
  __asm__ volatile(CALL : "+r"(n_), "+r"(a_) : "r"(b_), "r"(c_) : LOST);
  return RESULT;
}

static inline word call4(word n, word a, word b, word c, word d) {
  PUT(n); PUT(a); PUT(b); PUT(c); PUT(d);
  __asm__ volatile(CALL : "+r"(n_), "+r"(a_) : "r"(b_), "r"(c_), "r"(d_) : LOST);
  return RESULT;
}

static inline word call5(word n, word a, word b, word c, word d, word e) {
  PUT(n); PUT(a); PUT(b); PUT(c); PUT(d); PUT(e);
  __asm__ volatile(CALL : "+r"(n_), "+r"(a_) : "r"(b_), "r"(c_), "r"(d_), "r"(e_) : LOST);
  return RESULT;
}

// Files that another thread has opened while this process was made: older kernels don't know the
// call, and keep them.
static inline void close_strays(word flags) {
  call3(SYS_close_range, 3, 0xffffffff, flags);
}

enum { CLOSE_RANGE_CLOEXEC = 4 };

static inline _Noreturn void exit_group(word status) {
  call1(SYS_exit_group, status);
  __builtin_unreachable();
}

// What lies at the very beginning of the code: there it is entered.
#define FIRST __attribute__((section(".first"), used))

// A program is entered with argc, argv and envp on its stack: execve(2).
#define PROGRAM __asm__(".section .first, \"ax\"; .globl _start; _start: " START "; .text")

// The kernel's struct sigaction; all zeros are the default action.
struct sigaction {
  word handler, flags, restorer, mask;
};

enum { SIG_IGN = 1, SIGKILL = 9, SIGCHLD = 17, LAST_SIGNAL = 64 };
enum { SIZE_OF_MASK = 8 };
