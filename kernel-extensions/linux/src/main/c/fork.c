// What the child of a fork runs until it becomes a program: code that is called, not a program. It
// leads a session of its own, ignores and blocks no signal, and has each descriptor under its
// number; what is refused goes into the pipe as a negative errno of 4 bytes. It may write to its
// stack alone, and call nothing: of all threads only this one has come along.

#include "kernel.h"

enum { F_SETFD = 2, SIG_SETMASK = 2 };

struct descriptor {
  int from, to;
};

struct order {
  const struct descriptor *descriptors;  // the last is negative
  word path, argv, envp;
  word pipe;
};

static const struct sigaction none;  // no signal either, where a mask is wanted

static word redirect(word from, word to) {
  // a copy onto itself is refused: the descriptor only has to stay open
  return from == to ? call3(SYS_fcntl, from, F_SETFD, 0) : call3(SYS_dup3, from, to, 0);
}

static int become(const struct order *order) {
  close_strays(CLOSE_RANGE_CLOEXEC);
  for (const struct descriptor *each = order->descriptors; each->from >= 0; each++) {
    word answer = redirect(each->from, each->to);
    if (answer < 0) {
      return answer;
    }
  }
  return call3(SYS_execve, order->path, order->argv, order->envp);
}

FIRST _Noreturn void start(const struct order *order) {
  call1(SYS_setsid, 0);
  for (word signal = LAST_SIGNAL; signal > 0; signal--) {
    // two refuse: SIGKILL and SIGSTOP can't be ignored anyway
    call4(SYS_rt_sigaction, signal, (word)&none, 0, SIZE_OF_MASK);
  }
  call4(SYS_rt_sigprocmask, SIG_SETMASK, (word)&none, 0, SIZE_OF_MASK);
  int refused = become(order);
  call3(SYS_write, order->pipe, (word)&refused, sizeof refused);
  exit_group(127);
}
