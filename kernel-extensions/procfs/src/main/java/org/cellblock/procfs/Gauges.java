package org.cellblock.procfs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.cellblock.linux.Fd;
import org.cellblock.linux.SyscallException;
import org.cellblock.linux.Sysconf;

/**
 * What is measured of a process, and where: the control files of its cgroup when it has one of its
 * own, that is another than its parent's; otherwise the process's own files in {@code /proc}.
 */
final class Gauges implements AutoCloseable {

  private static final int STATE_SIZE = 1024;
  private static final long NANOS_PER_TICK = 1_000_000_000 / Sysconf.clockTicks();
  private static final byte[] USAGE_USEC = "usage_usec".getBytes(StandardCharsets.US_ASCII);

  private final Fd stat;
  private final StatText life = new StatText(STATE_SIZE);
  private final Gauge memory;
  private final Gauge cpu;
  private final Gauge pids;

  private Gauges(long pid) {
    String proc = "/proc/" + pid;
    CinfCgroups mine = CinfCgroups.of(pid);
    Optional<CinfCgroups> parents = parents(pid);
    stat = Fd.openForReading(proc + "/stat");
    memory =
        own(mine, parents, "memory", List.of("memory.usage_in_bytes", "memory.current"))
            .map(file -> Gauge.open(file, "", text -> text.number(0)))
            .orElseGet(() -> Gauge.open(proc + "/statm", "resident", Gauges::resident));
    cpu =
        own(mine, parents, "cpuacct", List.of("cpuacct.usage"))
            .map(file -> Gauge.open(file, "", text -> text.number(0)))
            .or(() -> own(mine, parents, "0", List.of("cpu.stat")).map(Gauges::cpuStat))
            .orElseGet(() -> Gauge.open(proc + "/stat", "utime + stime", Gauges::cpuTime));
    pids =
        own(mine, parents, "pids", List.of("pids.current"))
            .map(file -> Gauge.open(file, "", text -> text.number(0)))
            .orElseGet(() -> Gauge.open(proc + "/stat", "num_threads", text -> text.field(20)));
  }

  /**
   * Opens the files of a process.
   *
   * @throws IllegalArgumentException when there is no such process
   */
  static Gauges open(long pid) {
    try {
      return new Gauges(pid);
    } catch (SyscallException gone) {
      if (gone.errnoName().equals("ENOENT") || gone.errnoName().equals("ESRCH")) {
        throw CinfProcess.noSuch(pid);
      }
      throw gone;
    }
  }

  private static Optional<CinfCgroups> parents(long pid) {
    long parent = CinfProcess.read(pid).ppid();
    try {
      return parent == 0 ? Optional.empty() : Optional.of(CinfCgroups.of(parent));
    } catch (IllegalArgumentException ended) {
      return Optional.empty();
    }
  }

  /** Finds a control file of the process's own cgroup in the hierarchy of a controller. */
  private static Optional<String> own(
      CinfCgroups mine, Optional<CinfCgroups> parents, String controller, List<String> names) {
    Optional<Membership> membership = mine.membership(controller);
    boolean isOwn =
        membership.isPresent()
            && !membership.get().path().equals("/")
            && !parents.flatMap(each -> each.membership(controller)).equals(membership);
    return (isOwn ? mine.directory(membership.get()) : Optional.<Path>empty())
        .flatMap(
            directory ->
                names.stream().map(directory::resolve).filter(Files::isReadable).findFirst())
        .map(Path::toString);
  }

  private static Gauge cpuStat(String file) {
    ToLongFunction<StatText> nanos = text -> text.numberAfter(USAGE_USEC) * 1_000;
    return Gauge.open(file, "usage_usec", nanos);
  }

  private static long resident(StatText statm) {
    return statm.number(1) * Sysconf.pageSize();
  }

  private static long cpuTime(StatText stat) {
    return (stat.field(14) + stat.field(15)) * NANOS_PER_TICK;
  }

  /** Says whether the process lives: neither ended nor a zombie. */
  boolean isAlive() {
    return life.readAgain(stat) && "ZX".indexOf(life.state()) < 0;
  }

  /** Measures memory in bytes. */
  Gauge memory() {
    return memory;
  }

  /** Measures the time spent on processors, in nanoseconds. */
  Gauge cpu() {
    return cpu;
  }

  /** Measures the number of tasks. */
  Gauge pids() {
    return pids;
  }

  @Override
  public void close() {
    stat.close();
    memory.close();
    cpu.close();
    pids.close();
  }
}
