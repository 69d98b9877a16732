package org.cellblock.procfs.cinf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;
import org.cellblock.linux.UserNamespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.Status;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * Shows which namespaces and cgroups processes are in: what the tool {@code cinf} of 2016 shows,
 * with all kinds of namespaces, and on cgroup version 1, hybrid and version 2.
 *
 * <p>Root sees nearly all processes, anybody else their own: a table's title says how many can't be
 * looked at. A zombie has given up most of its namespaces and isn't counted.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public final class Cinf {

  private Cinf() {}

  /**
   * Lists the namespaces that processes are in.
   *
   * @return columns namespace (LONG, inode number), type (STRING), nprocs (INTEGER), users (STRING,
   *     real user ids), cmd (STRING), by namespace; see {@link CinfNamespace}
   */
  public static Table namespaces() {
    CinfScan scan = CinfScan.take();
    return Tables.of(title("namespaces", scan), CinfNamespace.class, scan.namespaces());
  }

  /**
   * Lists the processes in one namespace.
   *
   * @param namespace its inode number, as {@link #namespaces()} shows it
   * @return columns pid, ppid (LONG), name, cmd (STRING), nthreads (INTEGER), cgroups, state
   *     (STRING), by pid; see {@link CinfMember}
   * @throws IllegalArgumentException when no process that we may look at is in it
   */
  public static Table namespace(long namespace) {
    CinfScan scan = CinfScan.take();
    List<CinfMember> members = scan.members(namespace);
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "namespace [%d]: expected the number of one with a process that we may look at;"
                  .formatted(namespace)
              + " Cinf.namespaces() lists all");
    }
    return Tables.of(title("namespace " + namespace, scan), CinfMember.class, members);
  }

  /**
   * Lists the namespaces that one process is in.
   *
   * @param pid a process of the same user; any for root
   * @return columns namespace (LONG, inode number), type (STRING), one row for each kind
   * @throws IllegalArgumentException when there is no such process, or it may not be looked at
   */
  public static Table process(long pid) {
    List<CinfLink> links =
        NamespaceLink.readAll(pid).stream()
            .map(link -> new CinfLink(link.namespace(), link.type()))
            .toList();
    return Tables.of("namespaces of process " + pid, CinfLink.class, links);
  }

  /**
   * Lists the control files of the cgroup that a process is in.
   *
   * @param pid a process
   * @param hierarchy a controller, {@code "memory"}, or the number of a hierarchy as in {@code
   *     /proc/PID/cgroup}; 0 is version 2
   * @return columns controlfile, value (STRING), by name; a file that can't be read says so in
   *     brackets; see {@link CinfControlFile}
   * @throws IllegalArgumentException when there is no such process, or it has no such hierarchy, or
   *     its cgroup isn't mounted here
   */
  public static Table cgroup(long pid, String hierarchy) {
    Given.notNull(hierarchy, "hierarchy", "a controller, for example memory, or a number");
    CinfCgroups cgroups = CinfCgroups.of(pid);
    var directory = cgroups.directory(hierarchy);
    return Tables.of(
        directory.toString(), CinfControlFile.class, CinfControlFile.readAll(directory));
  }

  /**
   * Lists the control files of the cgroup that a process is in.
   *
   * @param pid a process
   * @param hierarchy the number of a hierarchy as in {@code /proc/PID/cgroup}; 0 is version 2
   * @return as {@link #cgroup(long, String)}
   * @throws IllegalArgumentException when there is no such process, or it has no such hierarchy, or
   *     its cgroup isn't mounted here
   */
  public static Table cgroup(long pid, int hierarchy) {
    return cgroup(pid, Integer.toString(hierarchy));
  }

  /**
   * Reads some control files of the cgroups that a process is in, whatever hierarchy they are of.
   *
   * @param pid a process
   * @param names of control files, {@code memory.usage_in_bytes} or {@code memory.current}
   * @return columns controlfile, value (STRING), in the order of the names
   * @throws IllegalArgumentException when there is no such process, or no cgroup of its has such a
   *     file
   */
  public static Table controlFiles(long pid, String... names) {
    List<String> wanted = Given.texts(names, "control file");
    wanted.forEach(name -> Given.fileName(name, "control file", "memory.current"));
    CinfCgroups cgroups = CinfCgroups.of(pid);
    List<CinfControlFile> files =
        wanted.stream()
            .map(cgroups::file)
            .map(CinfControlFile::read)
            .flatMap(Optional::stream)
            .toList();
    return Tables.of("process " + pid, CinfControlFile.class, files);
  }

  /**
   * Watches a process ten times a second: memory, processor time, tasks. Shown as it goes on in a
   * notebook; ends with the duration, with the process, or when the thread is interrupted.
   *
   * <p>Measures the process's cgroup where it has one of its own, that is another than its
   * parent's, and otherwise the process alone; {@link Monitoring} names the file of each number.
   *
   * @param duration how long at most, more than 0
   * @param pid a process
   * @return what was seen; how it ended is part of it, never an error
   * @throws IllegalArgumentException when there is no such process, or no duration
   */
  public static Monitoring monitor(Duration duration, long pid) {
    return monitor(duration, pid, MonitorListener.Current.get());
  }

  /**
   * Watches a process as {@link #monitor(Duration, long)} does, for a listener of its own.
   *
   * @param duration how long at most, more than 0
   * @param pid a process
   * @param listener hears each sample
   * @return what was seen
   * @throws IllegalArgumentException when there is no such process, or no duration
   */
  public static Monitoring monitor(Duration duration, long pid, MonitorListener listener) {
    Given.notNull(duration, "duration", "for example Duration.ofSeconds(10)");
    Given.notNull(listener, "listener", "who hears each sample");
    return Monitor.run(duration, pid, listener);
  }

  private static String title(String what, CinfScan scan) {
    return scan.refused() == 0 ? what : what + " · " + refused(scan.refused());
  }

  /** Says how many processes keep their namespaces from us, and who would see them. */
  static String refused(int count) {
    String processes = count == 1 ? "1 process" : count + " processes";
    return "%s can't be looked at by %s".formatted(processes, reader());
  }

  private static String reader() {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      Optional<Status> self = proc.read("thread-self/status").flatMap(Status::parse);
      if (self.isEmpty()) {
        return "a thread that isn't in this pid namespace itself";
      }
      String uid = self.get().firstWord("Uid");
      if (!UserNamespace.mapsAllUsers()) {
        return "uid %s of this user namespace; root of the first one sees all".formatted(uid);
      }
      return uid.equals("0") ? "root either" : "uid " + uid + "; root sees all";
    }
  }
}
