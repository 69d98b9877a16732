/* Processes that do nothing, for scans to find.
 *
 *   sleepers COUNT GROUPS   COUNT processes in GROUPS sets of new namespaces: mnt, uts, ipc, pid,
 *                           net and cgroup; every fourth process has another user id
 *
 * Prints a line when they are all there. They live until standard input ends, or this program; it
 * ends after them. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const int kinds = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET |
                         CLONE_NEWCGROUP;

static void must(long result, const char *what) {
  if (result == -1) {
    fprintf(stderr, "sleepers: %s: %s\n", what, strerror(errno));
    _exit(1);
  }
}

static pid_t child(void) {
  pid_t parent = getpid();
  pid_t pid = fork();
  must(pid, "fork");
  if (pid == 0) {
    must(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
    if (getppid() != parent && getppid() != 0) _exit(1);
  }
  return pid;
}

static void sleep_on(int seen) {
  /* without CAP_SETUID over other ids, all are one user's */
  if (seen % 4 == 3 && setresuid(1000, 1000, 1000) == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (;;) pause();
}

static void group(int count, int ready) {
  must(unshare(kinds), "unshare");
  for (int i = 0; i < count; i++) {
    if (child() == 0) {
      close(ready);
      sleep_on(i);
    }
  }
  must(write(ready, "x", 1), "write");
  close(ready);
  for (;;) pause();
}

int main(int argc, char *argv[]) {
  int count = argc == 3 ? atoi(argv[1]) : 0, groups = argc == 3 ? atoi(argv[2]) : 0;
  if (groups < 1 || count < groups) {
    fputs("usage: sleepers COUNT GROUPS\n", stderr);
    return 2;
  }
  int ready[2];
  char byte;
  must(pipe(ready), "pipe");
  must(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
  must(prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl"); /* to wait for the groups' children as well */
  pid_t *leaders = calloc((size_t)groups, sizeof *leaders);
  must(leaders == NULL ? -1 : 0, "calloc");
  for (int i = 0; i < groups; i++) {
    /* each group's first process is one of the count */
    leaders[i] = child();
    if (leaders[i] == 0) {
      close(0);
      group(count / groups + (i < count % groups) - 1, ready[1]);
    }
  }
  close(ready[1]);
  for (int i = 0; i < groups; i++) {
    if (read(ready[0], &byte, 1) != 1) return 1;
  }
  puts("ready");
  fflush(stdout);
  while (read(0, &byte, 1) > 0) continue;
  for (int i = 0; i < groups; i++) must(kill(leaders[i], SIGKILL), "kill");
  while (wait(NULL) > 0) continue;
  return 0;
}
