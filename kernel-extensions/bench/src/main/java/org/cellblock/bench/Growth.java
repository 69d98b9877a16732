package org.cellblock.bench;

import com.google.gson.GsonBuilder;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellblock.procfs.NamespaceInfo;

/**
 * How a scan grows with the number of processes.
 *
 * @param steps one for each number, the smallest first
 */
record Growth(List<Step> steps) {

  private static final int[] COUNTS = {10, 1_000, 3_000, 10_000};
  private static final int MEMBERS = 80;
  private static final int WARM_UP = 5;
  private static final int FIRST_WARM_UP = 60;
  private static final int ROUNDS = 9;

  /**
   * One number of processes.
   *
   * @param sleepers how many processes we added
   * @param processes how many were found
   * @param millis median of a scan
   * @param millisPerThousand the same for a thousand processes
   * @param floorMillisPerThousand that of the C scan
   * @param bytesPerProcess what a scan allocates, garbage included
   */
  record Step(
      int sleepers,
      int processes,
      double millis,
      double millisPerThousand,
      double floorMillisPerThousand,
      double bytesPerProcess) {

    @Override
    public String toString() {
      return "%9d%12.2f%12.2f%12.2f%16.0f"
          .formatted(processes, millis, millisPerThousand, floorMillisPerThousand, bytesPerProcess);
    }
  }

  /** Measures at each number in turn. */
  static Growth measure(Path sleepers, Scanners scanners, int groups)
      throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (int count : COUNTS) {
      try (Sleepers started = Sleepers.start(sleepers, count, groups(count, groups))) {
        int warmUp = steps.isEmpty() ? FIRST_WARM_UP : WARM_UP;
        steps.add(step(started, scanners, warmUp));
      }
    }
    return new Growth(steps);
  }

  /** As few groups as containers have members. */
  private static int groups(int count, int most) {
    return Math.max(1, Math.min(most, count / MEMBERS));
  }

  private static Step step(Sleepers sleepers, Scanners scanners, int warmUp)
      throws InterruptedException {
    Race race = new Race(warmUp, ROUNDS, Duration.ZERO);
    Map<String, Samples> samples = race.run(List.of(Scanners.ours(), scanners.floor()));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    List<NamespaceInfo> found = NamespaceInfo.readOfProcesses();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    int processes =
        found.stream()
            .filter(each -> each.type().equals("pid"))
            .mapToInt(NamespaceInfo::nprocs)
            .sum();
    double millis = samples.get(Scanners.OURS).medianMillis();
    double floor = samples.get(Scanners.FLOOR).medianMillis();
    double thousands = processes / 1000.0;
    return new Step(
        sleepers.count(),
        processes,
        millis,
        millis / thousands,
        floor / thousands,
        (double) bytes / processes);
  }

  /** Judges the smallest step, and the last beside the second. */
  List<Bar> bars() {
    Step few = steps.get(0);
    Step thousand = steps.get(1);
    Step most = steps.get(steps.size() - 1);
    double growth = most.millisPerThousand() / thousand.millisPerThousand();
    double bytes = most.bytesPerProcess() / thousand.bytesPerProcess();
    return List.of(
        Bar.of("growth", "few", few.millis()),
        Bar.of("growth", "linear", growth),
        Bar.of("growth", "bytes", bytes));
  }

  /** Returns a table for a terminal. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%9s%12s%12s%12s%16s"
            .formatted("processes", "median ms", "ms / 1000", "C / 1000", "bytes / process"));
    steps.forEach(step -> lines.add(step.toString()));
    lines.add("");
    bars().forEach(bar -> lines.add(bar.toString()));
    return String.join("\n", lines);
  }

  /** Returns the same as JSON. */
  String json() {
    Map<String, Object> all = Map.of("growth", steps, "bars", bars());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
  }
}
