// What a program that is to be born in a cgroup, or with limits, runs first. Its arguments: the
// number of a pipe, the number of another, the gate, the numbers of open cgroup.procs files, an
// empty word, the program's path, and argv. It writes "0", which means the writer, to each file,
// reads a byte from the gate and becomes the program; the pipe closes. A gate that ends without one
// means that whoever started it is gone: then it ends too. What is refused goes into the pipe as
// two bytes: the file's place, from 1, or 0 for the program itself; and the errno.

#include "kernel.h"

enum { F_SETFD = 2, FD_CLOEXEC = 1 };

struct refusal {
  unsigned char place, error;
};

PROGRAM;

static word number(const char *digits) {
  word value = 0;
  for (; *digits; digits++) {
    value = value * 10 + *digits - '0';
  }
  return value;
}

static struct refusal become(char *const *next, word gate, word environment) {
  char byte;
  for (int place = 1; **next; place++) {
    word file = number(*next++);
    word answer = call3(SYS_write, file, (word) "0", 1);
    if (answer < 0) {
      return (struct refusal){place, -answer};
    }
    call1(SYS_close, file);
  }
  if (call3(SYS_read, gate, (word)&byte, 1) != 1) {
    return (struct refusal){0, 0};
  }
  call1(SYS_close, gate);
  close_strays(CLOSE_RANGE_CLOEXEC);
  word answer = call3(SYS_execve, (word)next[1], (word)(next + 2), environment);
  return (struct refusal){0, -answer};
}

_Noreturn void start(const word *stack) {
  char *const *words = (char *const *)(stack + 2);
  word environment = (word)(stack + 1 + stack[0] + 1);  // behind argv and its end
  word pipe = number(words[0]);
  call3(SYS_fcntl, pipe, F_SETFD, FD_CLOEXEC);
  struct refusal refusal = become(words + 2, number(words[1]), environment);
  if (refusal.error) {
    call3(SYS_write, pipe, (word)&refusal, sizeof refusal);
  }
  exit_group(127);
}
