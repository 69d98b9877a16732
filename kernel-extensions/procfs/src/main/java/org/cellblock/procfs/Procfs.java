package org.cellblock.procfs;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Hands out what {@code /proc} shows as tables.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class Procfs {

  private Procfs() {}

  /**
   * Lists all processes.
   *
   * @return columns pid (LONG), ppid (LONG), user, state (STRING), threads (INTEGER), rss (LONG, in
   *     KiB), command (STRING), by pid; see {@link ProcessInfo}
   */
  public static Table processes() {
    return Tables.of("processes", ProcessInfo.class, ProcessInfo.readAll());
  }

  /**
   * Lists all namespaces that are alive: processes are in them, or a thread of this JVM, an open
   * file descriptor, a bind mount or a namespace below holds them.
   *
   * @return columns namespace (LONG), type (STRING), nprocs (INTEGER), users (STRING), pid (LONG,
   *     missing without a process), command (STRING), owner, parent (LONG, missing when there is
   *     none within reach), held by (STRING); see {@link NamespaceInfo}
   */
  public static Table namespaces() {
    return Tables.of("namespaces", NamespaceInfo.class, NamespaceInfo.readAll());
  }

  /**
   * Lists the namespaces of one process.
   *
   * @param pid a process of the same user; any for root
   * @return columns type (STRING), namespace (LONG), isolates, flag (STRING), one row for each
   *     kind; see {@link NamespaceLink}
   * @throws IllegalArgumentException when there is no such process, or it may not be looked at
   */
  public static Table namespaces(long pid) {
    return Tables.of("namespaces of " + pid, NamespaceLink.class, NamespaceLink.readAll(pid));
  }

  /**
   * Describes one process: its ids, program, start, cgroups.
   *
   * @param pid a process; what only its owner may see is left out for others
   * @return columns key, value, meaning (STRING); see {@link Fact}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table process(long pid) {
    return Tables.of("process " + pid, Fact.class, ProcessFacts.readAll(pid));
  }

  /**
   * Shows {@code /proc/PID/status}, each line with its meaning; masks are decoded.
   *
   * @param pid a process
   * @return columns key, value, meaning (STRING), in the kernel's order; see {@link Fact}
   * @throws IllegalArgumentException when there is no such process
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
   */
  public static Table status(long pid) {
    return facts("status of ", pid, new StatusFacts().all(ProcFile.status(pid)));
  }

  /**
   * Shows what decides what a process may do: ids, capabilities, no_new_privs, seccomp.
   *
   * @param pid a process
   * @return columns key, value, meaning (STRING); see {@link Fact}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table security(long pid) {
    return facts("security of ", pid, new StatusFacts().security(ProcFile.status(pid)));
  }

  /**
   * Lists the mounts that a process sees.
   *
   * @param pid a process
   * @return columns target, type, source, root, options, propagation, lower, upper, work (STRING),
   *     in the kernel's order; see {@link MountInfo}
   * @throws IllegalArgumentException when there is no such process, or it has ended
   */
  public static Table mounts(long pid) {
    List<MountInfo> rows = Mount.readAll(pid).stream().map(MountInfo::of).toList();
    return Tables.of("mounts of " + pid, MountInfo.class, rows);
  }

  /**
   * Lists the cgroups that a process is in, of version 1 and 2.
   *
   * @param pid a process
   * @return columns hierarchy (INTEGER), version, controllers, path, directory (STRING), one row
   *     for each hierarchy; see {@link ProcessCgroup}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table cgroups(long pid) {
    return Tables.of("cgroups of " + pid, ProcessCgroup.class, ProcessCgroup.readAll(pid));
  }

  /**
   * Lists the resource limits of a process.
   *
   * @param pid a process
   * @return columns limit, soft, hard, unit, resource (STRING); see {@link ResourceLimit}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table limits(long pid) {
    return Tables.of("limits of " + pid, ResourceLimit.class, ResourceLimit.readAll(pid));
  }

  /**
   * Lists all capabilities and which of its sets a process has them in; the title sums up.
   *
   * @param pid a process
   * @return columns capability, effective, permitted, inheritable, bounding, ambient, allows
   *     (STRING), one row for each capability; see {@link CapabilityInfo}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table capabilities(long pid) {
    Status status = ProcFile.status(pid);
    String effective = CapabilityInfo.describe(status, "CapEff");
    String bounding = CapabilityInfo.describe(status, "CapBnd");
    return Tables.of(
        "capabilities of %d · effective: %s · bounding: %s".formatted(pid, effective, bounding),
        CapabilityInfo.class,
        CapabilityInfo.of(status));
  }

  /**
   * Lists the environment that a process was started with.
   *
   * @param pid a process of the same user; any for root
   * @return columns name, value (STRING); see {@link EnvironmentVariable}
   * @throws IllegalArgumentException when there is no such process, or its environment may not be
   *     read
   */
  public static Table environ(long pid) {
    return Tables.of(
        "environ of " + pid, EnvironmentVariable.class, EnvironmentVariable.readAll(pid));
  }

  /**
   * Lists the open file descriptors of a process.
   *
   * @param pid a process of the same user; any for root
   * @return columns fd (INTEGER), type, target, access, on exec (STRING), by number; see {@link
   *     OpenFd}
   * @throws IllegalArgumentException when there is no such process, or its descriptors may not be
   *     read
   */
  public static Table fds(long pid) {
    return Tables.of("fds of " + pid, OpenFd.class, OpenFd.readAll(pid));
  }

  /**
   * Lists the network devices of a process's network namespace.
   *
   * @param pid a process
   * @return columns name (STRING), received bytes, received packets, received dropped, sent bytes,
   *     sent packets, sent dropped (LONG), ipv6 (STRING); see {@link NetworkDevice}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table networkDevices(long pid) {
    return Tables.of("network devices of " + pid, NetworkDevice.class, NetworkDevice.readAll(pid));
  }

  /**
   * Lists the sockets of a process's network namespace.
   *
   * @param pid a process
   * @return columns protocol, local, remote, state, user (STRING), inode (LONG); see {@link
   *     SocketInfo}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table sockets(long pid) {
    return Tables.of("sockets of " + pid, SocketInfo.class, SocketInfo.readAll(pid));
  }

  /**
   * Lists the id maps of a process's user namespace.
   *
   * @param pid a process
   * @return columns kind (STRING), inside, outside, count (LONG); see {@link IdMap}
   * @throws IllegalArgumentException when there is no such process
   */
  public static Table idMaps(long pid) {
    return Tables.of("id maps of " + pid, IdMap.class, IdMap.readAll(pid));
  }

  private static Table facts(String title, long pid, List<Fact> facts) {
    return Tables.of(title + pid, Fact.class, facts);
  }
}
