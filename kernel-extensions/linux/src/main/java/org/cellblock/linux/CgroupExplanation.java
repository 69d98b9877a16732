package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** What explains a refused change of a cgroup: the files beside it, read again, and a hint. */
final class CgroupExplanation {

  private static final Explanation NONE = new Explanation("", "");

  private static final String DELEGATE =
      "be root, or have systemd delegate a cgroup:"
          + " systemd-run --user --scope -p Delegate=yes ./cellblock up"
          + (OwnLinux.isOffered() ? "; or choose " + OwnLinux.way() : "");

  private static final String BE_ROOT =
      "version 1 is root's, and systemd delegates version 2 only: run as root, or in pure version 2: "
          + OwnLinux.way();

  private static final String READ_ONLY =
      "mounted read-only, as in a container: start that with --privileged, or use "
          + OwnLinux.way();

  private static final String NO_INNER =
      "in version 2 a cgroup other than the root has processes or passes controllers on to"
          + " children, never both: move the processes into a child first; see cgroups(7)";

  private static final String NUMBER =
      "the kernel wants a number within the file's range, or \"max\" in version 2 and -1 in"
          + " version 1";

  /** One row for each answer whose text alone misleads: call, file, errno. */
  private static final Map<String, Function<Path, Explanation>> ROWS =
      Map.ofEntries(
          denied("mkdir * EACCES"),
          row("mkdir * EROFS", CgroupExplanation::none, READ_ONLY),
          row("open * EROFS", CgroupExplanation::none, READ_ONLY),
          row(
              "rmdir * EBUSY",
              CgroupExplanation::inside,
              "a cgroup is removed when neither processes nor child cgroups are in it"),
          denied("open * EACCES"),
          row(
              "open tasks ENOENT",
              file -> read(file, "cgroup.controllers"),
              "tasks is version 1's list of threads; version 2 has cgroup.threads, and moves whole"
                  + " processes by cgroup.procs"),
          row(
              "open * ENOENT",
              file -> read(file, "cgroup.controllers"),
              "a file appears when its controller is on: in version 2 the parent's"
                  + " cgroup.subtree_control names it"),
          denied("write cgroup.procs EACCES"),
          denied("write cgroup.procs EPERM"),
          row("write cgroup.procs EBUSY", file -> read(file, "cgroup.subtree_control"), NO_INNER),
          row("write cgroup.procs ESRCH", CgroupExplanation::none, "the process has ended"),
          row(
              "write cgroup.procs EOPNOTSUPP",
              file -> read(file, "cgroup.type"),
              "the cgroup is threaded or invalid: it takes threads by cgroup.threads"),
          row("write cgroup.subtree_control EBUSY", CgroupExplanation::inside, NO_INNER),
          row(
              "write cgroup.subtree_control ENOENT",
              file -> read(file, "cgroup.controllers"),
              "a controller can be passed on only when cgroup.controllers has it: the parent's"
                  + " subtree_control must name it, or a version 1 hierarchy holds it"),
          row(
              "write memory.limit_in_bytes EBUSY",
              file -> read(file, "memory.usage_in_bytes"),
              "more is in use than the new limit and the kernel could not free it: end a process"
                  + " first; version 2 would call the OOM killer"),
          row("write * EINVAL", file -> read(file, file.getFileName().toString()), NUMBER));

  private CgroupExplanation() {}

  static Explanation of(String call, Path path, int errno) {
    Path file = path.toAbsolutePath(); // one without a parent would have no cgroup to ask
    if (!isCgroup(file) && !isCgroup(file.getParent())) {
      return NONE;
    }
    String name = Errno.of(errno).name();
    Function<Path, Explanation> any = ROWS.get(call + " * " + name);
    Function<Path, Explanation> row =
        ROWS.getOrDefault(call + " " + file.getFileName() + " " + name, any);
    return row == null ? NONE : row.apply(file);
  }

  private static boolean isCgroup(Path directory) {
    return directory != null && Files.exists(directory.resolve("cgroup.procs"));
  }

  private static Map.Entry<String, Function<Path, Explanation>> row(
      String key, Function<Path, String> evidence, String hint) {
    return Map.entry(key, file -> new Explanation(evidence.apply(file), hint));
  }

  private static Map.Entry<String, Function<Path, Explanation>> denied(String key) {
    return Map.entry(key, file -> new Explanation(owner(file.getParent()), remedy(file)));
  }

  private static String remedy(Path file) {
    return Files.exists(file.resolveSibling("cgroup.controllers")) ? DELEGATE : BE_ROOT;
  }

  private static String none(Path file) {
    return "";
  }

  private static String owner(Path cgroup) {
    try {
      String owner = Files.getAttribute(cgroup, "unix:uid").toString();
      String own = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
      String unmapped = Files.readAllLines(Path.of("/proc/sys/kernel/overflowuid")).get(0);
      return owner.equals(unmapped) && !UserNamespace.mapsAllUsers()
          ? "%s belongs to a user outside this user namespace (uid_map: %s)"
              .formatted(cgroup, UserNamespace.uidMap())
          : "%s belongs to uid %s; this process is uid %s".formatted(cgroup, owner, own);
    } catch (IOException unreadable) {
      return cgroup + " can't be looked at: " + unreadable.getMessage();
    }
  }

  /** Counts what is in the cgroup: the path itself, or the one that the file belongs to. */
  private static String inside(Path path) {
    Path cgroup = Files.isDirectory(path) ? path : path.getParent();
    try (var children = Files.list(cgroup)) {
      long processes = Files.readAllLines(cgroup.resolve("cgroup.procs")).size();
      return "%s has %d processes and %d child cgroups"
          .formatted(cgroup, processes, children.filter(Files::isDirectory).count());
    } catch (IOException unreadable) {
      return "%s can't be looked at: %s".formatted(cgroup, unreadable.getMessage());
    }
  }

  private static String read(Path file, String beside) {
    Path other = file.resolveSibling(beside);
    try {
      return "%s: %s".formatted(beside, Files.readString(other).strip().replace('\n', ' '));
    } catch (IOException absent) {
      return "%s has no %s".formatted(other.getParent(), beside);
    }
  }
}
