package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Namespace;

/**
 * One namespace that processes are in, as the links of all of them say.
 *
 * @param namespace inode number
 * @param type the kind, as the link is named
 * @param nprocs number of processes in it, 1 or more
 * @param users their users, by name, joined by commas
 * @param pid the lowest pid in it
 * @param command the command of that process
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public record NamespaceInfo(
    long namespace, String type, int nprocs, String users, long pid, String command) {

  /**
   * Reads the namespaces of all processes that may be looked at: those of the same user, and for
   * root nearly all.
   *
   * @return one record for each namespace, by kind and then by inode
   */
  public static List<NamespaceInfo> readAll() {
    List<NamespaceInfo> all = new ArrayList<>();
    List<ProcessInfo> processes = ProcessInfo.readAll();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      for (Namespace kind : Namespace.values()) {
        members(proc, kind, processes)
            .forEach((inode, members) -> all.add(of(kind, inode, members)));
      }
    }
    return all;
  }

  private static Map<Long, List<ProcessInfo>> members(
      DirectoryFd proc, Namespace kind, List<ProcessInfo> processes) {
    Map<Long, List<ProcessInfo>> members = new TreeMap<>();
    for (ProcessInfo process : processes) {
      String link = process.pid() + "/ns/" + kind.procName();
      NamespaceLink.inode(proc.readlink(link))
          .ifPresent(
              inode -> members.computeIfAbsent(inode, none -> new ArrayList<>()).add(process));
    }
    return members;
  }

  private static NamespaceInfo of(Namespace kind, long inode, List<ProcessInfo> members) {
    TreeSet<String> users = new TreeSet<>();
    members.forEach(member -> users.add(member.user()));
    ProcessInfo first =
        members.stream().min(Comparator.comparingLong(ProcessInfo::pid)).orElseThrow();
    return new NamespaceInfo(
        inode,
        kind.procName(),
        members.size(),
        String.join(",", users),
        first.pid(),
        first.command());
  }
}
