/* The namespaces that processes are in: what a scan costs without a JVM or a tool around it.
 *
 *   scan             scans twice and prints the nanoseconds of the second
 *   scan --print     scans once and prints a line for each namespace: inode, kind, processes,
 *                    uids, lowest pid, owner, parent, command; by kind and then by inode
 *
 * One thread, and the same answer as NamespaceInfo.readOfProcesses(): eleven calls for a process,
 * then for each namespace its owner, its parent and one command. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_GET_USERNS _IO(0xb7, 1)
#define NS_GET_PARENT _IO(0xb7, 2)
#define NS_GET_NSTYPE _IO(0xb7, 3)

enum { MNT, UTS, IPC, PID, NET, USER, CGROUP, TIME, KINDS };
static const char *const names[] = {"mnt", "uts", "ipc", "pid", "net", "user", "cgroup", "time"};
static const int flags[] = {0x00020000, 0x04000000, 0x08000000, 0x20000000,
                            0x40000000, 0x10000000, 0x02000000, 0x00000080};

enum { MOST_UIDS = 16, SLOTS = 1 << 16, COMMAND = 4096 };

struct namespace {
  unsigned long inode, owner, parent;
  int kind, nprocs, pid, uid_count;
  unsigned uids[MOST_UIDS];
  char command[COMMAND];
};

static struct namespace *all;
static int count, capacity;
static int slots[SLOTS];
static char listing[32 * 1024];
static int proc;

static void fail(const char *what) {
  fprintf(stderr, "scan: %s: %s\n", what, strerror(errno));
  exit(1);
}

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

/* Returns the index, not the address: adding another may move them all. */
static int get(int kind, unsigned long inode) {
  unsigned slot = (unsigned)(inode * 2654435761u) % SLOTS;
  for (; slots[slot] != 0; slot = (slot + 1) % SLOTS) {
    if (all[slots[slot] - 1].inode == inode) return slots[slot] - 1;
  }
  if (count == SLOTS / 2) {
    errno = E2BIG;
    fail("namespaces");
  }
  if (count == capacity) {
    capacity = capacity == 0 ? 256 : 2 * capacity;
    all = realloc(all, (size_t)capacity * sizeof *all);
    if (all == NULL) fail("memory");
  }
  struct namespace *new = &all[count];
  new->inode = inode;
  new->owner = new->parent = 0;
  new->kind = kind;
  new->nprocs = new->pid = new->uid_count = 0;
  new->command[0] = 0;
  slots[slot] = ++count;
  return count - 1;
}

static void add(struct namespace *namespace, int pid, unsigned uid) {
  if (namespace->nprocs++ == 0 || pid < namespace->pid) namespace->pid = pid;
  for (int i = namespace->uid_count - 1; i >= 0; i--) {
    if (namespace->uids[i] == uid) return;
  }
  if (namespace->uid_count < MOST_UIDS) namespace->uids[namespace->uid_count++] = uid;
}

static void scan_process(const char *name) {
  static int last[KINDS];
  char path[32], link[64];
  struct statx status;
  int pid = atoi(name);
  char *end = stpcpy(path, name);
  memcpy(end, "/ns", 4);
  int ns = openat(proc, path, O_PATH | O_CLOEXEC);
  if (ns < 0) return;
  if (statx(ns, "..", AT_STATX_DONT_SYNC, STATX_UID, &status) == 0) {
    for (int kind = 0; kind < KINDS; kind++) {
      ssize_t length = readlinkat(ns, names[kind], link, sizeof link - 1);
      if (length <= 0) continue;
      link[length] = 0;
      unsigned long inode = strtoul(strchr(link, '[') + 1, NULL, 10);
      if (last[kind] >= count || all[last[kind]].inode != inode) last[kind] = get(kind, inode);
      add(&all[last[kind]], pid, status.stx_uid);
    }
  }
  close(ns);
}

static void scan_processes(void) {
  if (lseek(proc, 0, SEEK_SET) != 0) fail("/proc");
  for (;;) {
    long filled = syscall(SYS_getdents64, proc, listing, sizeof listing);
    if (filled < 0) fail("getdents64");
    if (filled == 0) return;
    for (long at = 0; at < filled;) {
      struct dirent64 *entry = (struct dirent64 *)(listing + at);
      if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9') scan_process(entry->d_name);
      at += entry->d_reclen;
    }
  }
}

static unsigned long inode_of(int fd) {
  struct statx status;
  if (statx(fd, "", AT_EMPTY_PATH, STATX_INO, &status) != 0) fail("statx");
  return status.stx_ino;
}

static void relate(int index, int fd);

/* Those above are alive as well, and may have no process. */
static unsigned long above(int fd) {
  if (fd < 0) return 0;
  unsigned long inode = inode_of(fd);
  int before = count, kind = 0, flag = ioctl(fd, NS_GET_NSTYPE);
  while (kind < KINDS - 1 && flags[kind] != flag) kind++;
  int index = get(kind, inode);
  if (count > before) relate(index, fd);
  close(fd);
  return inode;
}

static void relate(int index, int fd) {
  int kind = all[index].kind;
  unsigned long parent = kind == PID || kind == USER ? above(ioctl(fd, NS_GET_PARENT)) : 0;
  unsigned long owner = kind == USER ? parent : above(ioctl(fd, NS_GET_USERNS));
  all[index].parent = parent;
  all[index].owner = owner;
}

static ssize_t slurp(int pid, const char *file, char *text) {
  char path[32];
  snprintf(path, sizeof path, "%d/%s", pid, file);
  int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, COMMAND - 1);
  close(fd);
  while (length > 0 && (text[length - 1] == 0 || text[length - 1] == '\n')) length--;
  text[length > 0 ? length : 0] = 0;
  return length;
}

static void describe(int index) {
  char path[64];
  snprintf(path, sizeof path, "%d/ns/%s", all[index].pid, names[all[index].kind]);
  int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    if (inode_of(fd) == all[index].inode) relate(index, fd);
    close(fd);
  }
  if (index > 0 && all[index - 1].pid == all[index].pid) {
    strcpy(all[index].command, all[index - 1].command);
    return;
  }
  ssize_t length = slurp(all[index].pid, "cmdline", all[index].command);
  if (length <= 0) slurp(all[index].pid, "comm", all[index].command);
  for (ssize_t i = 0; i < length; i++) {
    if (all[index].command[i] == 0) all[index].command[i] = ' ';
  }
}

static int by_kind_and_inode(const void *left, const void *right) {
  const struct namespace *a = left, *b = right;
  if (a->kind != b->kind) return a->kind - b->kind;
  return a->inode < b->inode ? -1 : a->inode > b->inode;
}

static void scan(void) {
  count = 0;
  memset(slots, 0, sizeof slots);
  scan_processes();
  for (int i = 0, held = count; i < held; i++) describe(i);
  qsort(all, (size_t)count, sizeof *all, by_kind_and_inode);
}

static void print(void) {
  for (int i = 0; i < count; i++) {
    printf("%lu\t%s\t%d\t", all[i].inode, names[all[i].kind], all[i].nprocs);
    for (int u = 0; u < all[i].uid_count; u++) printf("%s%u", u > 0 ? "," : "", all[i].uids[u]);
    printf("\t%d\t%lu\t%lu\t%s\n", all[i].pid, all[i].owner, all[i].parent, all[i].command);
  }
}

int main(int argc, char *argv[]) {
  int prints = argc == 2 && strcmp(argv[1], "--print") == 0;
  if (argc > 1 && !prints) {
    fputs("usage: scan [--print]\n", stderr);
    return 2;
  }
  proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) fail("/proc");
  scan();
  if (prints) {
    print();
    return 0;
  }
  long start = now();
  scan();
  printf("%ld\n", now() - start);
  return 0;
}
