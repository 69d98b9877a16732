// The pid 1 of a cell. It takes its place in a new pid namespace, mounts that namespace's /proc on
// "proc" in its working directory, says by one byte on stdout how that went (0 or an errno), and
// then waits on stdin until its cell closes. An argument means: without /proc.

#include "kernel.h"

enum { PR_SET_PDEATHSIG = 1, PR_SET_NAME = 15 };
enum { MS_NOSUID = 2, MS_NODEV = 4, MS_NOEXEC = 8 };

static const struct sigaction ignore = {.handler = SIG_IGN};

PROGRAM;

_Noreturn void start(const word *stack) {
  close_strays(0);
  call2(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);  // die with the cell's thread
  call2(SYS_prctl, PR_SET_NAME, (word) "init");
  // orphans reap themselves
  call4(SYS_rt_sigaction, SIGCHLD, (word)&ignore, 0, SIZE_OF_MASK);
  char byte = 0;
  if (stack[0] == 1) {
    word proc = (word) "proc";
    byte = -call5(SYS_mount, proc, proc, proc, MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
  }
  call3(SYS_write, 1, (word)&byte, 1);
  call1(SYS_close, 1);
  while (call3(SYS_read, 0, (word)&byte, 1) > 0) {
  }
  exit_group(0);  // the kernel ends all others in the namespace
}
