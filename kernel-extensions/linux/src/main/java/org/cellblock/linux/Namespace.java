package org.cellblock.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The kinds of namespaces that Linux knows, in the order in which they came.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public enum Namespace {
  /** The list of mounts: what is where in the file system. */
  MOUNT("CLONE_NEWNS", 0x00020000, "mnt", "2.4.19", 2002, "mount_namespaces(7)", "mount points"),
  /** Host name and NIS domain name, after {@code struct utsname}. */
  UTS("CLONE_NEWUTS", 0x04000000, "uts", "2.6.19", 2006, "uts_namespaces(7)", "host name"),
  /** System V IPC objects and POSIX message queues. */
  IPC(
      "CLONE_NEWIPC",
      0x08000000,
      "ipc",
      "2.6.19",
      2006,
      "ipc_namespaces(7)",
      "System V IPC, POSIX message queues"),
  /** Process ids; takes effect for children, never for the caller. */
  PID("CLONE_NEWPID", 0x20000000, "pid", "2.6.24", 2008, "pid_namespaces(7)", "process ids"),
  /** Network devices, addresses, routes, ports, firewall rules. */
  NETWORK(
      "CLONE_NEWNET",
      0x40000000,
      "net",
      "2.6.29",
      2009,
      "network_namespaces(7)",
      "network devices, addresses, ports, routes"),
  /** User and group ids and capabilities; forbidden to a process with more than one thread. */
  USER(
      "CLONE_NEWUSER",
      0x10000000,
      "user",
      "3.8",
      2013,
      "user_namespaces(7)",
      "user and group ids, capabilities"),
  /** The root directory of what {@code /proc/PID/cgroup} shows. */
  CGROUP(
      "CLONE_NEWCGROUP",
      0x02000000,
      "cgroup",
      "4.6",
      2016,
      "cgroup_namespaces(7)",
      "cgroup root directory"),
  /** Offsets of the monotonic and boot-time clocks; takes effect for children. */
  TIME(
      "CLONE_NEWTIME",
      0x00000080,
      "time",
      "5.6",
      2020,
      "time_namespaces(7)",
      "monotonic and boot-time clocks");

  private final String flagName;
  private final int flag;
  private final String procName;
  private final String since;
  private final int year;
  private final String manPage;
  private final String isolates;

  Namespace(
      String flagName,
      int flag,
      String procName,
      String since,
      int year,
      String manPage,
      String isolates) {
    this.flagName = flagName;
    this.flag = flag;
    this.procName = procName;
    this.since = since;
    this.year = year;
    this.manPage = manPage;
    this.isolates = isolates;
  }

  /**
   * Returns the kind that {@code /proc/PID/ns} lists under this name.
   *
   * @param procName for example {@code mnt} or {@code net}
   * @return the kind
   * @throws IllegalArgumentException when no kind has this name
   */
  public static Namespace ofProcName(String procName) {
    return Arrays.stream(values())
        .filter(kind -> kind.procName.equals(procName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "namespace kind [%s]: expected one of %s"
                        .formatted(
                            procName,
                            Arrays.stream(values())
                                .map(Namespace::procName)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns the flag's bits, for unshare(2), clone(2) and setns(2). */
  public int flag() {
    return flag;
  }

  /** Returns the flag's name in the kernel's headers, for example {@code CLONE_NEWUTS}. */
  public String flagName() {
    return flagName;
  }

  /** Returns the name of the link in {@code /proc/PID/ns}, for example {@code uts}. */
  public String procName() {
    return procName;
  }

  /**
   * Returns the link in {@code /proc/PID/ns} that says where the programs go that a thread starts.
   *
   * <p>For {@link #PID} and {@link #TIME} this differs from {@link #procName()}: both move only
   * children.
   */
  public String procNameForChildren() {
    return this == PID || this == TIME ? procName + "_for_children" : procName;
  }

  /** Returns the first kernel version with this kind, for example {@code 2.6.19}. */
  public String since() {
    return since;
  }

  /** Returns the year in which that kernel version came out. */
  public int year() {
    return year;
  }

  /** Returns the manual page, for example {@code uts_namespaces(7)}. */
  public String manPage() {
    return manPage;
  }

  /** Says whether the running kernel was built with this kind. */
  public boolean isSupported() {
    return HostThread.call(() -> Files.exists(Path.of("/proc/self/ns", procName)));
  }

  /** Returns what a namespace of this kind gives its members of their own. */
  public String isolates() {
    return isolates;
  }
}
