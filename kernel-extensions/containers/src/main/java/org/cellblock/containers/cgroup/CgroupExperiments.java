package org.cellblock.containers.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * Measures on this machine what a limit does: each experiment makes cgroups, starts busybox in
 * them, reads the kernel's own counters, and leaves nothing. About a second each.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
public final class CgroupExperiments {

  private static final String EATER = "tail /dev/zero";
  private static final String FORKER = "i=0; while [ $i -lt 60 ]; do sleep 9 & i=$((i+1)); done";
  private static final long WINDOW_MILLIS = 600;
  private static final long SHORT_MILLIS = 300;

  private CgroupExperiments() {}

  /** Returns the CPU that those who want CPU time have to themselves or share: always the same. */
  public static int cpu() {
    return Burner.cpu();
  }

  /**
   * Pits two CPU burners with different shares against each other on one CPU, then lets the second
   * have it alone: shares count only when both want more than there is.
   *
   * @param first shares of the first, 2 to 262144
   * @param second shares of the second
   * @return columns when, cgroup (STRING), shares (LONG), file, raw (STRING), cpu millis, percent
   *     (LONG, of the CPU's time while measured); see {@link Share}
   */
  public static Table shares(long first, long second) {
    try (Cgroup one = Cgroups.own("experiment-first");
        Cgroup two = Cgroups.own("experiment-second")) {
      one.cpuShares(first);
      two.cpuShares(second);
      Program burner = Burner.start(one);
      Burner.start(two);
      List<Share> rows = new ArrayList<>(Share.measure("both", WINDOW_MILLIS, one, two));
      burner.kill();
      rows.addAll(Share.measure("alone", SHORT_MILLIS, two));
      return Tables.of("shares %d : %d".formatted(first, second), Share.class, rows);
    }
  }

  /**
   * Lets a CPU burner run against a quota, though nobody else may want the CPU. It has the highest
   * shares, so that on a busy machine, too, the quota alone holds it back.
   *
   * @param cpus 0.01 to 1024
   * @return columns file, raw (STRING), millis, cpu millis, percent (LONG, of one CPU), periods,
   *     throttled (LONG); see {@link Quota}
   */
  public static Table quota(double cpus) {
    try (Cgroup cgroup = Cgroups.own("experiment-quota")) {
      cgroup.cpuShares(262_144).cpus(cpus);
      Burner.start(cgroup);
      Quota row = Quota.measure(cgroup);
      return Tables.of("quota of %s CPUs".formatted(cpus), Quota.class, List.of(row));
    }
  }

  /**
   * Lets a program eat memory until the kernel's OOM killer ends it.
   *
   * @param limit as {@link Cgroup#memory} takes it, 4m to 512m; the program eats no more than that
   * @return columns file (STRING), limit, peak (LONG, bytes), ended (STRING), limit hit, oom kills
   *     (LONG); see {@link Eaten}
   * @throws IllegalArgumentException for a limit that an experiment should not try
   */
  public static Table memory(String limit) {
    long bytes = CgroupUnits.bytes(limit);
    if (bytes < 4L << 20 || bytes > 512L << 20) {
      throw new IllegalArgumentException(
          "limit [%s]: expected 4m to 512m for this experiment".formatted(limit));
    }
    try (Cgroup cgroup = Cgroups.own("experiment-memory")) {
      cgroup.memory(limit);
      withoutSwap(cgroup, limit);
      Output output = cgroup.run(Burner.busybox(), "sh", "-c", EATER);
      Eaten row = Eaten.measure(cgroup, output);
      return Tables.of("memory against " + limit, Eaten.class, List.of(row));
    }
  }

  /**
   * Lets a fork bomb of at most 60 forks run against {@code pids.max}.
   *
   * @param max 2 to 50
   * @return columns file (STRING), max, alive, refused (LONG), said, host (STRING); see {@link
   *     Forked}
   * @throws IllegalArgumentException for a limit that the bomb would not reach
   */
  public static Table forks(int max) {
    if (max < 2 || max > 50) {
      throw new IllegalArgumentException(
          "max [%d]: expected 2 to 50; the bomb forks at most 60 times".formatted(max));
    }
    try (Cgroup cgroup = Cgroups.own("experiment-forks")) {
      cgroup.pids(max);
      Output output = cgroup.run(Burner.busybox(), "sh", "-c", FORKER);
      Forked row = Forked.measure(cgroup, output);
      return Tables.of("fork bomb against pids.max " + max, Forked.class, List.of(row));
    }
  }

  /**
   * One burner's part of a CPU.
   *
   * @param when {@code both} want the CPU, or one is {@code alone}
   * @param cgroup its name
   * @param shares as asked for
   * @param file where they are written here
   * @param raw what the kernel says in it
   * @param cpuMillis CPU time that it got while measured
   * @param percent of the CPU's time meanwhile
   */
  public record Share(
      String when,
      String cgroup,
      long shares,
      String file,
      String raw,
      long cpuMillis,
      long percent) {

    static List<Share> measure(String when, long millis, Cgroup... cgroups) {
      CpuStopwatch watch = CpuStopwatch.run(millis, List.of(cgroups));
      List<Share> rows = new ArrayList<>();
      for (Cgroup each : cgroups) {
        CgroupFile file = CgroupFile.of(each, CgroupSetting.CPU_SHARES);
        long shares = Long.parseLong(file.value());
        rows.add(
            new Share(
                when,
                each.name(),
                shares,
                file.file(),
                file.raw(),
                watch.cpuMillis(each),
                watch.percent(each)));
      }
      return rows;
    }
  }

  /**
   * A burner against its quota.
   *
   * @param file where the quota is written here
   * @param raw what the kernel says in it, microseconds of quota and period
   * @param millis how long was measured
   * @param cpuMillis CPU time that it got
   * @param percent of one CPU
   * @param periods that passed until then
   * @param throttled periods in which it had to wait
   */
  public record Quota(
      String file,
      String raw,
      long millis,
      long cpuMillis,
      long percent,
      long periods,
      long throttled) {

    static Quota measure(Cgroup cgroup) {
      CpuStopwatch watch = CpuStopwatch.run(WINDOW_MILLIS, List.of(cgroup));
      CgroupFile file = CgroupFile.of(cgroup, CgroupSetting.CPUS);
      return new Quota(
          file.file(),
          file.raw(),
          watch.millis(),
          watch.cpuMillis(cgroup),
          watch.percent(cgroup),
          count(cgroup, "cpu periods"),
          count(cgroup, "cpu periods throttled"));
    }
  }

  /**
   * A program that ate memory.
   *
   * @param file where the limit is written here
   * @param limit in bytes, as the kernel kept it
   * @param peak the most that was in use, in bytes
   * @param ended how the program ended
   * @param limitHit how often the limit was hit
   * @param oomKills how many processes the OOM killer ended
   */
  public record Eaten(
      String file, long limit, long peak, String ended, long limitHit, long oomKills) {

    static Eaten measure(Cgroup cgroup, Output output) {
      CgroupFile file = CgroupFile.of(cgroup, CgroupSetting.MEMORY);
      long peak =
          HostThread.call(cgroup.readings()::usage).stream()
              .filter(each -> each.what().equals("memory peak"))
              .mapToLong(CgroupUsage::raw)
              .sum();
      return new Eaten(
          file.file(),
          file.number(),
          peak,
          output.status().toString(),
          count(cgroup, "memory limit hit"),
          count(cgroup, "killed for memory (OOM)"));
    }
  }

  /**
   * A fork bomb that was held.
   *
   * @param file where the limit is written here
   * @param max the limit
   * @param alive processes that the bomb has left behind, without the bomb itself
   * @param refused how often the kernel refused a fork
   * @param said what the shell said
   * @param host whether the host could still fork meanwhile
   */
  public record Forked(String file, long max, long alive, long refused, String said, String host) {

    static Forked measure(Cgroup cgroup, Output output) {
      CgroupFile file = CgroupFile.of(cgroup, CgroupSetting.PIDS);
      return new Forked(
          file.file(),
          file.number(),
          HostThread.call(cgroup.readings()::pidCount),
          count(cgroup, "fork refused"),
          output.stderr().strip(),
          Host.run("true").succeeded() ? "forks as before" : "can't fork");
    }
  }

  private static long count(Cgroup cgroup, String event) {
    return HostThread.call(() -> cgroup.readings().count(event));
  }

  /** Swap would make room for what the limit takes away. */
  private static void withoutSwap(Cgroup cgroup, String limit) {
    if (HostThread.call(CgroupExperiments::hasSwap)) {
      if (cgroup.has("memory.swap.max")) {
        cgroup.write("memory.swap.max", "0");
      } else if (cgroup.has("memory.memsw.limit_in_bytes")) {
        cgroup.write("memory.memsw.limit_in_bytes", CgroupUnits.memory(limit));
      }
    }
  }

  private static boolean hasSwap() {
    try {
      return Files.readAllLines(Path.of("/proc/swaps")).size() > 1;
    } catch (IOException withoutSwapSupport) {
      return false;
    }
  }
}
