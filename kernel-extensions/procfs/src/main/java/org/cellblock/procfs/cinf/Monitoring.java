package org.cellblock.procfs.cinf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * What a monitor has seen of a process until now: memory, processor time and number of tasks.
 *
 * <p>Filled by the thread that monitors, and read by any. It keeps the last hour.
 */
public final class Monitoring {

  private static final int KEPT = 36_000;
  private static final int DROPPED = 3_600;

  private final CinfProcess process;
  private final String memorySource;
  private final String cpuSource;
  private final String pidsSource;
  private final List<CinfSample> samples = new ArrayList<>();
  private volatile String end = "";

  Monitoring(CinfProcess process, Gauges gauges) {
    this.process = process;
    this.memorySource = gauges.memory().source();
    this.cpuSource = gauges.cpu().source();
    this.pidsSource = gauges.pids().source();
  }

  synchronized void add(CinfSample sample) {
    if (samples.size() == KEPT) {
      samples.subList(0, DROPPED).clear();
    }
    samples.add(sample);
  }

  void end(String how, double seconds) {
    end = String.format(Locale.ROOT, "%s after %.1f s", how, seconds);
  }

  /** Returns the process, as it was when the monitor began. */
  public CinfProcess process() {
    return process;
  }

  /** Returns the file that memory is read from: a control file, or the process's statm. */
  public String memorySource() {
    return memorySource;
  }

  /** Returns the file that processor time is read from: a control file, or the process's stat. */
  public String cpuSource() {
    return cpuSource;
  }

  /** Returns the file that the number of tasks is read from. */
  public String pidsSource() {
    return pidsSource;
  }

  /** Returns how the monitor ended, {@code process ended after 3.2 s}; empty while it goes on. */
  public String end() {
    return end;
  }

  /** Returns the samples until now, in order of time; at most the last hour's. */
  public synchronized List<CinfSample> all() {
    return List.copyOf(samples);
  }

  /**
   * Returns the samples as a table.
   *
   * @return columns time (DOUBLE, in s), memory (LONG, in bytes), cpu (DOUBLE, processors in use),
   *     pids (LONG, tasks); see {@link CinfSample}
   */
  public Table samples() {
    return Tables.of("samples of process " + process.pid(), CinfSample.class, all());
  }

  /** Returns one line: the process, how many samples, how it ended. */
  @Override
  public String toString() {
    return "process %d, %d samples%s"
        .formatted(process.pid(), all().size(), end.isEmpty() ? "" : ", " + end);
  }
}
