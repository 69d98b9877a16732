package org.cellblock.procfs.cinf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.cellblock.linux.Fd;
import org.cellblock.linux.SyscallException;
import org.cellblock.linux.Sysconf;
import org.cellblock.procfs.Membership;

/**
 * What is measured of a process, and where: the control files of its cgroup when it has one of its
 * own, that is another than its parent's; otherwise the process's own files in {@code /proc}.
 */
final class Gauges implements AutoCloseable {

  private static final Set<String> GONE = Set.of("ENOENT", "ESRCH", "ENODEV");
  private static final int STATE_SIZE = 1024;
  private static final long NANOS_PER_TICK = 1_000_000_000 / Sysconf.clockTicks();
  private static final byte[] USAGE_USEC = "usage_usec".getBytes(StandardCharsets.US_ASCII);

  private final long pid;
  private final List<Runnable> opened = new ArrayList<>();
  private final StatText life = new StatText(STATE_SIZE);
  private Fd stat;
  private Gauge memory;
  private Gauge cpu;
  private Gauge pids;

  private Gauges(long pid) {
    this.pid = pid;
  }

  /**
   * Opens the files of a process.
   *
   * @throws IllegalArgumentException when there is no such process
   */
  static Gauges open(long pid) {
    Gauges gauges = new Gauges(pid);
    try {
      gauges.openAll(CinfCgroups.of(pid), parents(pid));
      return gauges;
    } catch (SyscallException refused) {
      gauges.close();
      throw GONE.contains(refused.errnoName()) ? CinfProcess.noSuch(pid) : refused;
    }
  }

  private void openAll(CinfCgroups mine, Optional<CinfCgroups> parents) {
    String proc = "/proc/" + pid;
    stat = Fd.openForReading(proc + "/stat");
    opened.add(stat::close);
    memory =
        own(mine, parents, "memory", List.of("memory.usage_in_bytes", "memory.current"))
            .map(file -> open(file, "", text -> text.number(0)))
            .orElseGet(() -> open(proc + "/statm", "resident", Gauges::resident));
    cpu =
        own(mine, parents, "cpuacct", List.of("cpuacct.usage"))
            .map(file -> open(file, "", text -> text.number(0)))
            .or(() -> own(mine, parents, "0", List.of("cpu.stat")).map(this::cpuStat))
            .orElseGet(() -> open(proc + "/stat", "utime + stime", Gauges::cpuTime));
    pids =
        own(mine, parents, "pids", List.of("pids.current"))
            .map(file -> open(file, "", text -> text.number(0)))
            .orElseGet(() -> open(proc + "/stat", "num_threads", text -> text.field(20)));
  }

  private Gauge open(String file, String what, ToLongFunction<StatText> number) {
    Gauge gauge = Gauge.open(file, what, number);
    opened.add(gauge::close);
    return gauge;
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
            && !parents.flatMap(each -> path(each, controller)).equals(path(mine, controller));
    return (isOwn ? mine.directory(membership.get()) : Optional.<Path>empty())
        .flatMap(
            directory ->
                names.stream().map(directory::resolve).filter(Files::isReadable).findFirst())
        .map(Path::toString);
  }

  private static Optional<String> path(CinfCgroups cgroups, String controller) {
    return cgroups.membership(controller).map(Membership::path);
  }

  private Gauge cpuStat(String file) {
    return open(file, "usage_usec", text -> text.numberAfter(USAGE_USEC) * 1_000);
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
    opened.forEach(Runnable::run);
    opened.clear();
  }
}
