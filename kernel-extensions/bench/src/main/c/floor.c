/* What launching a container costs without a JVM or a tool around it, and a stopwatch for tools.
 *
 *   floor contain PROGRAMS ROOT   what a cell does, by the shortest way: PROGRAMS is a directory
 *                                 with busybox and its links, ROOT an empty directory
 *   floor time PROGRAM ARG...     starts a program, waits until it has ended
 *
 * Prints the nanoseconds between the first call and the end of the wait. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static const char *const directories[] = {"bin", "dev",  "etc", "home", "proc",
                                          "root", "sys", "usr", "var",  "tmp"};
static const char *const links[][2] = {{"bin", "sbin"},
                                       {"../bin", "usr/bin"},
                                       {"../bin", "usr/sbin"},
                                       {"usr", "lib"},
                                       {"/proc/self/fd", "dev/fd"},
                                       {"/proc/self/fd/0", "dev/stdin"},
                                       {"/proc/self/fd/1", "dev/stdout"},
                                       {"/proc/self/fd/2", "dev/stderr"}};
static const char *const files[] = {"etc/passwd", "etc/group", "etc/hosts"};
static const char *const devices[] = {"null", "zero", "full", "random", "urandom", "tty"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void must(long result, const char *what) {
  if (result == -1) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    _exit(125);
  }
}

static void fill(void) {
  for (size_t i = 0; i < COUNT(directories); i++) must(mkdir(directories[i], 0755), directories[i]);
  for (size_t i = 0; i < COUNT(links); i++) must(symlink(links[i][0], links[i][1]), links[i][1]);
  for (size_t i = 0; i < COUNT(files); i++) {
    int fd = open(files[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    must(fd, files[i]);
    must(write(fd, files[i], strlen(files[i])), files[i]);
    close(fd);
  }
  for (size_t i = 0; i < COUNT(devices); i++) {
    char source[32], target[32];
    snprintf(source, sizeof source, "/dev/%s", devices[i]);
    snprintf(target, sizeof target, "dev/%s", devices[i]);
    int fd = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    must(fd, target);
    close(fd);
    must(mount(source, target, NULL, MS_BIND, NULL), target);
  }
}

static void loopback_up(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  must(fd, "socket");
  must(ioctl(fd, SIOCSIFFLAGS, &request), "lo");
  close(fd);
}

static void become_container(const char *programs, const char *root) {
  must(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "make private");
  loopback_up();
  must(mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=755"), "tmpfs");
  must(chdir(root), root);
  fill();
  must(mount(programs, "bin", NULL, MS_BIND, NULL), "bind programs");
  must(mount(NULL, "bin", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL),
       "programs read-only");
  must(mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "proc");
  must(syscall(SYS_pivot_root, ".", "."), "pivot_root");
  must(umount2(".", MNT_DETACH), "umount2");
  must(chdir("/"), "chdir");
  execl("/bin/true", "true", (char *)NULL);
  must(-1, "exec /bin/true");
}

static pid_t contain(char *const arguments[]) {
  unsigned long kinds = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWPID;
  pid_t pid = (pid_t)syscall(SYS_clone, kinds | SIGCHLD, 0, 0, 0, 0);
  must(pid, "clone");
  if (pid == 0) become_container(arguments[0], arguments[1]);
  return pid;
}

static pid_t spawn(char *const arguments[]) {
  pid_t pid;
  errno = posix_spawnp(&pid, arguments[0], NULL, NULL, arguments, environ);
  must(errno == 0 ? 0 : -1, arguments[0]);
  return pid;
}

int main(int argc, char *argv[]) {
  int contains = argc == 4 && strcmp(argv[1], "contain") == 0;
  if (!contains && !(argc > 2 && strcmp(argv[1], "time") == 0)) {
    fputs("usage: floor contain PROGRAMS ROOT | floor time PROGRAM ARG...\n", stderr);
    return 2;
  }
  int status;
  long start = now();
  pid_t pid = contains ? contain(argv + 2) : spawn(argv + 2);
  must(waitpid(pid, &status, 0), "waitpid");
  long nanos = now() - start;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return 1;
  printf("%ld\n", nanos);
  return 0;
}
