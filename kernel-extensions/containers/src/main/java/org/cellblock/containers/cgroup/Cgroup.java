package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Launch;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.Pressure;
import org.cellblock.procfs.ProcessInfo;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A group of processes that the kernel counts and limits: memory, CPU time, number of processes.
 *
 * <p>One vocabulary for version 1, where each controller has a hierarchy of directories of its own,
 * for version 2, which has one, and for hybrid machines; {@link #files()} shows what was written
 * where. The directories are named {@code cellblock-PID-NAME} and lie, in version 1, below this
 * process's own cgroup; in version 2 there too where it is delegated or the top, else below the
 * root.
 *
 * <p>Version 2 wants two things of the cgroup around, and both are put back when the last of ours
 * is closed: its {@code cgroup.subtree_control} must name cpu, memory and pids; and unless it is
 * the root it must have no processes, so that those of a delegated cgroup move into a leaf, {@code
 * cellblock-PID-kernel}. Nothing else is touched.
 *
 * <p>Needs root or a delegated cgroup v2: {@code systemd-run --user --scope -p Delegate=yes}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public final class Cgroup implements AutoCloseable {

  final String key; // among the open ones
  private final String name;
  private final CgroupPlaces places;
  private final CgroupReadings readings;
  private long shares;
  private boolean closed;

  private Cgroup(String name, String key, CgroupPlaces places) {
    this.name = name;
    this.key = key;
    this.places = places;
    this.readings = new CgroupReadings(places.directories());
  }

  /**
   * Makes a cgroup without limits, in every hierarchy that has one of cpu, cpuacct, memory, pids.
   *
   * <p>One of the same name is closed first. What a killed notebook kernel left empty is removed.
   *
   * @param name 1 to 63 letters, digits, dashes or underscores
   * @return the cgroup, to be closed
   * @throws SyscallException EACCES where this process may make none; EBUSY where version 2 wants
   *     the cgroup around to be without processes
   * @throws IllegalArgumentException for another name
   * @throws IllegalStateException when no cgroup hierarchy is mounted
   */
  public static Cgroup create(String name) {
    CgroupNames.check(name);
    return make(name, name);
  }

  /** Makes one whose directories have another name than is shown. */
  static Cgroup make(String name, String key) {
    return HostThread.call(
        () -> {
          Cgroups.closeKeyed(key);
          Cgroup cgroup = new Cgroup(name, key, CgroupPlaces.make(key));
          Cgroups.add(cgroup);
          return cgroup;
        });
  }

  Cgroup below(String child) {
    return places.below(child, made -> new Cgroup(name + "/" + child, key + "/" + child, made));
  }

  /**
   * Draws, for each hierarchy, the cgroups that Cellblock has there, with usage and processes.
   *
   * @return boxes in boxes
   */
  public static Box tree() {
    return HostThread.call(CgroupTree::ofAll);
  }

  /** Returns the name given to {@link #create}. */
  public String name() {
    return name;
  }

  /** Says whether the cgroup has not been closed. */
  public boolean isOpen() {
    return !closed;
  }

  /** Returns its directories: one in version 2, one for each hierarchy in version 1. */
  public List<Path> paths() {
    return places.directories().stream().map(CgroupDirectory::path).toList();
  }

  /**
   * Limits the memory of all processes in the cgroup together: {@code memory.limit_in_bytes} or
   * {@code memory.max}.
   *
   * @param size a whole number of bytes, or with a suffix b, k, m, g, t of powers of 1024, as
   *     Docker has it; {@code max} for no limit. The kernel rounds down to pages
   * @return this cgroup
   * @throws SyscallException EBUSY in version 1 when more is in use and can't be freed; version 2
   *     calls the OOM killer instead
   * @throws IllegalArgumentException for another size
   */
  public Cgroup memory(String size) {
    return set(CgroupSetting.MEMORY, CgroupUnits.memory(size));
  }

  /**
   * Sets how much CPU time the cgroup gets beside its siblings when all want more than there is:
   * {@code cpu.shares}, or {@code cpu.weight} by {@code 1 + (shares - 2) * 9999 / 262142}, so that
   * 512 becomes 20.
   *
   * <p>So do runc before 1.3.2 and crun before 1.23; later ones follow a curve, by which 1024
   * shares become the weight 100 that a cgroup has at first.
   *
   * @param shares 2 to 262144; a cgroup of version 1 has 1024 at first
   * @return this cgroup
   * @throws IllegalArgumentException for other shares
   */
  public Cgroup cpuShares(long shares) {
    String weight = Long.toString(CgroupUnits.weight(shares));
    return onHost(
        () -> {
          places.set(CgroupSetting.CPU_SHARES, Long.toString(shares), weight);
          this.shares = shares;
        });
  }

  /**
   * Limits CPU time, even when nobody else wants it: so much of every 100 ms, {@code
   * cpu.cfs_quota_us} and {@code cpu.cfs_period_us}, or {@code cpu.max}.
   *
   * @param cpus 0.01 to 1024; 0.2 is a fifth of one CPU, 2 is two CPUs
   * @return this cgroup
   * @throws IllegalArgumentException for another number
   */
  public Cgroup cpus(double cpus) {
    return set(CgroupSetting.CPUS, CgroupUnits.quota(cpus));
  }

  /**
   * Limits the number of processes and threads: {@code pids.max}.
   *
   * @param max 1 to 4194304; a fork(2) beyond it fails with EAGAIN
   * @return this cgroup
   * @throws IllegalArgumentException for another number
   */
  public Cgroup pids(long max) {
    return set(CgroupSetting.PIDS, CgroupUnits.pids(max));
  }

  /**
   * Moves a process with all its threads into the cgroup, by {@code cgroup.procs}. Children that it
   * has stay where they are; those that it starts later are born here.
   *
   * @param pid a process that this notebook has started
   * @return this cgroup
   * @throws IllegalArgumentException for a process of the host, or the notebook kernel itself
   */
  public Cgroup add(long pid) {
    return onHost(
        () -> {
          CgroupMembers.check(pid);
          CgroupProcs.addAll(doors(), pid);
        });
  }

  /**
   * Moves a running program and all that it has started into the cgroup.
   *
   * @param program of a cell or of the host
   * @return this cgroup
   */
  public Cgroup add(Program program) {
    Given.notNull(program, "program", "one that runs");
    return onHost(() -> CgroupMembers.moveAll(() -> ProcessInfo.family(program.pid()), doors()));
  }

  /**
   * Moves a cell's pid 1 and running programs into the cgroup; programs that it starts from now on
   * are born here.
   *
   * <p>The cell's thread stays outside, with the rest of the notebook kernel: version 2 moves whole
   * processes only. What Java does in {@code cell.call} is counted there. A cell is in one cgroup
   * at a time, and outlives it.
   *
   * @param cell an open cell
   * @return this cgroup
   * @throws IllegalStateException when the cell is closed
   */
  public Cgroup add(CgroupMember cell) {
    return onHost(
        () -> {
          CgroupMembers.join(Given.notNull(cell, "cell", "an open cell"), this);
          CgroupMembers.moveAll(cell::processes, doors());
        });
  }

  /**
   * Runs a program of the host in the cgroup, from its first instruction on, and waits for its end.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets, each as it stands
   * @return what it wrote and how it ended
   * @throws SyscallException ENOENT when there is no such program
   */
  public Output run(String program, String... arguments) {
    return spawn(program, arguments).waitFor();
  }

  /**
   * Starts a program of the host in the cgroup, from its first instruction on, and goes on.
   *
   * @param program a path, or a name to be found in the {@code PATH}
   * @param arguments what it gets, each as it stands
   * @return the running program, killed when the cgroup is closed
   * @throws SyscallException ENOENT when there is no such program
   */
  public Program start(String program, String... arguments) {
    return Launch.drain(spawn(program, arguments));
  }

  /**
   * Shows each setting, the file that holds it here, and what it is called in the other version.
   *
   * @return columns setting, value, version, file, raw, other file, other raw (STRING); see {@link
   *     CgroupFile}
   */
  public Table files() {
    return Tables.of("files of " + name, CgroupFile.class, fileRows());
  }

  /**
   * Shows what the cgroup uses now.
   *
   * @return columns what, value, limit, file (STRING), raw (LONG); see {@link CgroupUsage}
   */
  public Table usage() {
    return Tables.of("usage of " + name, CgroupUsage.class, HostThread.call(readings::usage));
  }

  /**
   * Counts how often limits were felt: memory limit hit, killed by the OOM killer, throttled,
   * refused to fork.
   *
   * @return columns event (STRING), count (LONG), file, key (STRING); see {@link CgroupEvent}
   */
  public Table events() {
    return Tables.of("events of " + name, CgroupEvent.class, HostThread.call(readings::events));
  }

  /**
   * Shows how much time was lost waiting for cpu, memory and io.
   *
   * @return columns resource, who, avg10, avg60, avg300 (STRING, percent), total (LONG,
   *     microseconds); see {@link Pressure}
   * @throws UnsupportedOperationException in version 1, and for a kernel without PSI
   */
  public Table pressure() {
    return Tables.of("pressure of " + name, Pressure.class, HostThread.call(readings::pressure));
  }

  /**
   * Lists the processes in the cgroup and in those below.
   *
   * @return columns as {@link org.cellblock.procfs.Procfs#processes()} has them
   */
  public Table processes() {
    List<ProcessInfo> rows = HostThread.call(places::processes);
    return Tables.of("processes of " + name, ProcessInfo.class, rows);
  }

  /**
   * Watches memory, cpu and pids, ten times a second; a notebook draws them meanwhile.
   *
   * @param duration how long, for example {@code Duration.ofSeconds(10)}
   * @return all samples
   * @throws java.util.concurrent.CancellationException when the waiting thread is interrupted
   * @throws IllegalArgumentException for a duration of nothing
   */
  public Watch watch(Duration duration) {
    checkOpen();
    return new CgroupWatcher(name, readings).watch(duration);
  }

  /**
   * Reads any control file of the cgroup.
   *
   * @param file its name, for example {@code memory.stat}
   * @return its text without the last newline
   * @throws IllegalArgumentException when no directory of the cgroup has it
   */
  public String read(String file) {
    return HostThread.call(() -> places.read(file));
  }

  /**
   * Writes any control file of the cgroup, in one write(2).
   *
   * @param file its name, for example {@code memory.swap.max}
   * @param text what to write
   * @return this cgroup
   * @throws SyscallException with the errno with which the kernel answers
   * @throws IllegalArgumentException when no directory of the cgroup has it
   */
  public Cgroup write(String file, String text) {
    return onHost(() -> places.having(file).write(file, Given.text(text, "text")));
  }

  /** Draws this cgroup with its usage and its processes. */
  public Box picture() {
    return HostThread.call(() -> CgroupTree.of(name, places.directories()));
  }

  /**
   * Kills all processes in the cgroup and in those below, and removes it; a cell that was added
   * lives on outside. A second time does nothing.
   *
   * @throws SyscallException EBUSY when a process could not be killed within 5 s
   */
  @Override
  public void close() {
    HostThread.call(
        () -> {
          synchronized (this) {
            if (!closed) {
              closed = true;
              Cgroups.remove(this);
              places.remove(this);
            }
          }
          return null;
        });
  }

  /** Returns the picture as text, or {@code cgroup demo (closed)}. */
  @Override
  public String toString() {
    return closed ? "cgroup %s (closed)".formatted(name) : picture().toString();
  }

  List<CgroupFile> fileRows() {
    return HostThread.call(() -> readings.files(shares));
  }

  boolean has(String file) {
    return HostThread.call(() -> places.has(file));
  }

  CgroupReadings readings() {
    return readings;
  }

  List<CgroupProcs> doors() {
    checkOpen();
    return places.directories().stream().map(CgroupDirectory::door).toList();
  }

  private Program spawn(String program, String... arguments) {
    Launch launch = Launch.onHost(doors());
    return HostThread.call(() -> launch.start(program, arguments));
  }

  private Cgroup set(CgroupSetting setting, String v2) {
    return onHost(() -> places.set(setting, CgroupUnits.v1(setting, v2), v2));
  }

  private Cgroup onHost(Runnable action) {
    return HostThread.call(
        () -> {
          checkOpen();
          action.run();
          return this;
        });
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "cgroup %s is closed: Cgroup.create(\"%s\") makes a new one".formatted(name, name));
    }
  }
}
