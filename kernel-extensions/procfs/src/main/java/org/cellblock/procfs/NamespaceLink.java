package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;
import org.cellblock.linux.Namespace;

/**
 * One of the links in {@code /proc/PID/ns}: which namespace of a kind a process is in.
 *
 * @param type the kind, as the link is named: {@code mnt}, {@code uts}, {@code ipc}, ...
 * @param namespace inode number; two processes share a namespace when these are equal
 * @param isolates what the namespace gives its members of their own
 * @param flag the flag of unshare(2) that makes a new one
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_ns.5.html">proc_pid_ns(5)</a>
 */
public record NamespaceLink(String type, long namespace, String isolates, String flag) {

  /**
   * Reads the links of one process.
   *
   * @param pid a process; its links can be read by its owner and by root
   * @return one record for each kind that this kernel has, in the order of {@link Namespace}
   * @throws IllegalArgumentException when there is no such process, or it may not be looked at
   */
  public static List<NamespaceLink> readAll(long pid) {
    List<NamespaceLink> links = read("proc/" + pid + "/ns", Namespace::procName);
    if (links.isEmpty()) {
      throw new IllegalArgumentException(
          "pid [%d]: expected a process whose namespaces we may read; Procfs.processes() lists all"
              .formatted(pid));
    }
    return links;
  }

  /**
   * Reads the namespaces that a thread gives to the programs it starts.
   *
   * @param pid the thread's process
   * @param tid the thread
   * @return one record for each kind that this kernel has; none when the thread has ended
   */
  public static List<NamespaceLink> readForChildren(long pid, long tid) {
    return read("proc/%d/task/%d/ns".formatted(pid, tid), Namespace::procNameForChildren);
  }

  /**
   * Reads the links of one of many processes.
   *
   * @param proc an open {@code /proc}
   * @param pid the name of a process in it
   * @return one record for each kind that this kernel has; none when the process has ended or may
   *     not be looked at
   * @throws IllegalArgumentException for null
   */
  public static List<NamespaceLink> readIn(DirectoryFd proc, String pid) {
    Given.notNull(proc, "proc", "an open /proc");
    return read(proc, Given.text(pid, "pid") + "/ns", Namespace::procName);
  }

  private static List<NamespaceLink> read(String directory, Function<Namespace, String> name) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return read(root, directory, name);
    }
  }

  private static List<NamespaceLink> read(
      DirectoryFd start, String directory, Function<Namespace, String> name) {
    List<NamespaceLink> links = new ArrayList<>();
    for (Namespace kind : Namespace.values()) {
      inode(start.readlink(directory + "/" + name.apply(kind)))
          .ifPresent(inode -> links.add(of(kind, inode)));
    }
    return links;
  }

  /** Takes the number out of a link such as {@code uts:[4026531838]}. */
  static Optional<Long> inode(Optional<String> link) {
    return link.map(NamespaceLink::inode);
  }

  static long inode(String link) {
    return Long.parseLong(link.substring(link.indexOf('[') + 1, link.length() - 1));
  }

  private static NamespaceLink of(Namespace kind, long inode) {
    return new NamespaceLink(kind.procName(), inode, kind.isolates(), kind.flagName());
  }
}
