package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;

/**
 * A process in a given namespace.
 *
 * @param pid its id in the pid namespace of the mounted /proc
 * @param pidInside its id in its own pid namespace
 * @param command arguments joined by blanks; the name in square brackets when there are none
 */
public record NamespaceMember(long pid, long pidInside, String command) {

  /**
   * Finds the processes that are in a namespace.
   *
   * @param kind kind of the namespace
   * @param inode its inode number
   * @return its members that may be looked at, by pid
   */
  public static List<NamespaceMember> readAll(Namespace kind, long inode) {
    Given.notNull(kind, "kind", "one of namespaces, for example UTS");
    List<NamespaceMember> members = new ArrayList<>();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      for (String pid : Pids.list(proc)) {
        Optional<Long> its = NamespaceLink.inode(proc.readlink(pid + "/ns/" + kind.procName()));
        if (its.equals(Optional.of(inode))) {
          read(proc, pid).ifPresent(members::add);
        }
      }
    }
    members.sort(Comparator.comparingLong(NamespaceMember::pid));
    return members;
  }

  /**
   * Finds the first process of a pid namespace, which is pid 1 in it.
   *
   * @param inode the namespace's inode number
   * @return it; empty when it has ended or may not be looked at
   */
  public static Optional<NamespaceMember> first(long inode) {
    return readAll(Namespace.PID, inode).stream()
        .filter(member -> member.pidInside() == 1)
        .findFirst();
  }

  private static Optional<NamespaceMember> read(DirectoryFd proc, String pid) {
    Optional<Status> status = proc.read(pid + "/status").flatMap(Status::parse);
    Optional<String> cmdline = proc.read(pid + "/cmdline");
    if (status.isEmpty() || cmdline.isEmpty()) {
      return Optional.empty();
    }
    long inside = status.get().pidInside();
    String command = ProcessInfo.command(cmdline.get(), status.get().value("Name"));
    return Optional.of(new NamespaceMember(Long.parseLong(pid), inside, command));
  }
}
