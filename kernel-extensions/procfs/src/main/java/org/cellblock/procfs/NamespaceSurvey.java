package org.cellblock.procfs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NamespaceFd;
import org.cellblock.linux.ProcScan;

/**
 * Counts who holds which namespace. Processes come first: what they hold needs no other reason to
 * be alive.
 */
final class NamespaceSurvey {

  /** Processes from which on a second thread is worth its start. */
  private static final int MANY = 500;

  private final Map<Long, NamespaceHolders> byInode = new HashMap<>();

  /** What the process before was in, kind by kind: mostly the next is in the same. */
  private final NamespaceHolders[] last = new NamespaceHolders[Namespace.values().length];

  /** Counts processes, with a second thread where there are many and a second CPU. */
  void processes() {
    processesOfHalves(Runtime.getRuntime().availableProcessors() > 1 ? MANY : Integer.MAX_VALUE);
  }

  /** Counts processes with this thread alone. */
  void processesAlone() {
    processesOfHalves(Integer.MAX_VALUE);
  }

  void processesOfHalves(int from) {
    try (ProcScan scan = ProcScan.ofProcesses()) {
      boolean maySplit = !(Thread.currentThread() instanceof CellThread); // it can't start threads
      if (maySplit && scan.size() >= from) {
        inHalves(scan);
      } else {
        scan.links(this::addProcess);
      }
    }
  }

  private void inHalves(ProcScan scan) {
    NamespaceSurvey other = new NamespaceSurvey();
    ProcScan half = scan.splitOff();
    FutureTask<Void> second = new FutureTask<>(() -> other.addAll(half), null);
    new Thread(second, "scan").start();
    try {
      scan.links(this::addProcess);
    } finally {
      await(second, Deadline.OWN);
    }
    other.byInode.values().forEach(each -> get(each.kind, each.inode).addProcesses(each));
  }

  /** Closes the walk itself: who gives up waiting must not close it under this thread. */
  private void addAll(ProcScan half) {
    try (half) {
      half.links(this::addProcess);
    }
  }

  static void await(Future<?> second, Duration patience) {
    try {
      Deadline.in(
              patience,
              "the second half of /proc to be read",
              "a process that doesn't answer holds it up? cat /proc/*/status tells which")
          .get(second);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException("the second half of /proc is lost", failed.getCause());
    }
  }

  void threads() {
    ProcScan.ofThreads()
        .ifPresent(
            scan -> {
              try (scan) {
                scan.links(this::addThread);
              }
            });
  }

  void fds() {
    try (ProcScan scan = ProcScan.ofProcesses()) {
      scan.fds(this::addFd);
    }
  }

  void mounts() {
    new BoundNamespaces(this::addMount).read(List.copyOf(byInode.values()));
  }

  /** Completes the survey and returns what it found. */
  List<NamespaceInfo> records() {
    new ArrayList<>(byInode.values()).forEach(this::relate);
    List<NamespaceHolders> all = new ArrayList<>(byInode.values());
    all.sort(
        Comparator.comparing((NamespaceHolders each) -> each.kind)
            .thenComparingLong(each -> each.inode));
    Users users = Users.read();
    try (ProcessCommands commands = ProcessCommands.open()) {
      return all.stream().map(each -> record(each, users, commands)).toList();
    }
  }

  private void addProcess(int pid, int uid, Namespace kind, long inode) {
    NamespaceHolders namespace = last[kind.ordinal()];
    if (namespace == null || namespace.inode != inode) {
      namespace = get(kind, inode);
      last[kind.ordinal()] = namespace;
    }
    namespace.addProcess(pid, uid);
  }

  private void addThread(int tid, int uid, Namespace kind, long inode) {
    NamespaceHolders namespace = get(kind, inode);
    if (!namespace.hasProcess()) {
      String cell = CellThread.cellOf(tid).map(name -> " (cell " + name + ")").orElse("");
      String ns = "/proc/self/task/" + tid + "/ns/";
      namespace.addOther("thread " + tid + cell, ns + kind.procNameForChildren());
    }
  }

  private void addFd(int pid, int fd, Namespace kind, long inode) {
    NamespaceHolders namespace = get(kind, inode);
    if (!namespace.hasProcess()) {
      namespace.addOther("fd " + fd + " of " + pid, "/proc/" + pid + "/fd/" + fd);
    }
  }

  private void addMount(Namespace kind, String link, String mount, String path) {
    NamespaceHolders namespace = get(kind, NamespaceLink.inode(link));
    if (!namespace.hasProcess()) {
      namespace.addOther(mount, path);
    }
  }

  private NamespaceHolders get(Namespace kind, long inode) {
    NamespaceHolders known = byInode.get(inode);
    if (known == null) {
      known = new NamespaceHolders(kind, inode);
      byInode.put(inode, known);
    }
    return known;
  }

  private void relate(NamespaceHolders namespace) {
    NamespaceFd.open(namespace.path())
        .ifPresent(
            fd -> {
              try (fd) {
                if (fd.inode() == namespace.inode) {
                  relate(namespace, fd);
                }
              }
            });
  }

  private void relate(NamespaceHolders namespace, NamespaceFd fd) {
    if (namespace.kind == Namespace.PID || namespace.kind == Namespace.USER) {
      fd.parent().ifPresent(parent -> namespace.parent = above("child", namespace, parent));
    }
    if (namespace.kind == Namespace.USER) {
      namespace.owner = namespace.parent; // ioctl_ns(2): the same question for this kind
    } else {
      fd.owner().ifPresent(owner -> namespace.owner = above("owned", namespace, owner));
    }
  }

  /** A user namespace that owns another lives as long as that one, and so does a parent. */
  private OptionalLong above(String relation, NamespaceHolders below, NamespaceFd fd) {
    try (fd) {
      long inode = fd.inode();
      boolean isKnown = byInode.containsKey(inode);
      NamespaceHolders namespace = get(fd.kind(), inode);
      if (!namespace.hasProcess()) {
        namespace.addOther(relation + " " + below.link(), "");
      }
      if (!isKnown) {
        relate(namespace, fd);
      }
      return OptionalLong.of(inode);
    }
  }

  private static NamespaceInfo record(
      NamespaceHolders namespace, Users users, ProcessCommands commands) {
    TreeSet<String> names = new TreeSet<>();
    namespace.uids().forEach(uid -> names.add(users.name(Integer.toUnsignedString(uid))));
    int pid = namespace.lowestPid();
    return new NamespaceInfo(
        namespace.inode,
        namespace.kind.procName(),
        namespace.nprocs(),
        String.join(",", names),
        namespace.hasProcess() ? OptionalLong.of(pid) : OptionalLong.empty(),
        namespace.hasProcess() ? commands.of(pid) : "",
        namespace.owner,
        namespace.parent,
        namespace.heldBy());
  }
}
