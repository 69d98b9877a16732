package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** What explains a refused call: evidence read again from the kernel, and a hint. */
record Explanation(String evidence, String hint) {

  static final Explanation NONE = new Explanation("", "");

  private static final String SYS_ADMIN =
      "CAP_SYS_ADMIN is needed; as an ordinary user, start the notebook kernel in a user namespace";

  /** The mode SECCOMP_MODE_FILTER, as seccomp(2) and proc(5) count. */
  private static final String FILTERED = "2";

  private static final String FILTER =
      "the filter may be what refuses: " + MaskedProc.UNCONFINED + "; or ";

  /** One row for each answer whose text alone misleads. */
  private static final Map<String, Supplier<Explanation>> ROWS =
      Map.ofEntries(
          privileged("unshare EPERM", SYS_ADMIN + "; see unshare(2)"),
          row(
              "unshare EINVAL",
              () -> "this process has " + status("Threads") + " threads",
              "a process with more than one thread can't enter a user namespace, and a kernel"
                  + " can be built without a kind; see unshare(2)"),
          row(
              "unshare ENOSPC",
              Explanation::namespaceLimits,
              "not the disk: a limit of /proc/sys/user is reached; see namespaces(7)"),
          privileged("mount EPERM", SYS_ADMIN + "; see mount(2)"),
          privileged("sethostname EPERM", SYS_ADMIN + "; see sethostname(2)"),
          row(
              "mount EINVAL",
              () -> "",
              "a wrong option, or a mount that may not be changed; the last lines of dmesg"
                  + " often say more; see mount(2)"),
          row(
              "mount ENODEV",
              () -> "",
              "the kernel doesn't know this file system type; /proc/filesystems lists them"),
          row("mount EBUSY", () -> "", "the same thing is mounted there already; see mount(2)"),
          row(
              "pivot_root EINVAL",
              () -> "",
              "the new root must be a mount point, and neither it nor its parent may be shared;"
                  + " see pivot_root(2)"),
          row(
              "pivot_root EBUSY",
              () -> "",
              "the new root is on the current root's mount: bind it onto itself first;"
                  + " see pivot_root(2)"),
          privileged("chroot EPERM", "CAP_SYS_CHROOT is needed; see chroot(2)"),
          privileged("setns EPERM", SYS_ADMIN + "; see setns(2)"),
          privileged(
              "ioctl EPERM",
              "CAP_NET_ADMIN is needed; start the notebook kernel in a user namespace:"
                  + " CELLBLOCK_MODE=rootless; see netdevice(7)"),
          row(
              "setns EINVAL",
              () -> "this process has " + status("Threads") + " threads",
              "the file isn't a namespace of that kind, or the kind is user and the process has"
                  + " more than one thread; see setns(2)"),
          row(
              "posix_spawn ENOMEM",
              () -> "",
              "not the memory: the pid namespace is dead because its pid 1 has ended; open a new"
                  + " cell; see pid_namespaces(7)"),
          row(
              "posix_spawn ENOENT",
              () -> "",
              "no such program in the root directory of this thread; its PATH is searched there"));

  static Explanation of(String call, int errno) {
    return ROWS.getOrDefault(call + " " + Errno.of(errno).name(), () -> NONE).get();
  }

  private static Map.Entry<String, Supplier<Explanation>> row(
      String callAndErrno, Supplier<String> evidence, String hint) {
    return Map.entry(callAndErrno, () -> new Explanation(evidence.get(), hint));
  }

  /** A filter refuses with the same errno as a missing capability, whatever the thread has. */
  private static Map.Entry<String, Supplier<Explanation>> privileged(
      String callAndErrno, String hint) {
    return Map.entry(
        callAndErrno,
        () -> {
          String capabilities = "effective capabilities of this thread: 0x" + status("CapEff");
          return status("Seccomp").equals(FILTERED)
              ? new Explanation(capabilities + "; a seccomp filter is in force", FILTER + hint)
              : new Explanation(capabilities, hint);
        });
  }

  private static String namespaceLimits() {
    StringBuilder limits = new StringBuilder("limits:");
    for (Namespace kind : Namespace.values()) {
      Path file = Path.of("/proc/sys/user/max_" + kind.procName() + "_namespaces");
      try {
        limits
            .append(' ')
            .append(kind.procName())
            .append('=')
            .append(Files.readAllLines(file).get(0)); // readString gets one digit of a sysctl
      } catch (IOException absent) {
        limits.append(' ').append(kind.procName()).append("=?");
      }
    }
    return limits.toString();
  }

  /** Reads one line of this thread's status as the host sees it, whatever its root is now. */
  private static String status(String key) {
    int tid = Native.LIBC.gettid();
    try {
      return HostThread.call(
          () ->
              Files.readAllLines(Path.of("/proc/self/task/" + tid + "/status")).stream()
                  .filter(line -> line.startsWith(key + ":"))
                  .map(line -> line.substring(key.length() + 1).trim())
                  .findFirst()
                  .orElse("?"));
    } catch (IOException noProc) {
      return "unknown (" + noProc.getMessage() + ")";
    }
  }
}
