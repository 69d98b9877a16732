package org.cellblock.containers.cgroup;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.cellblock.linux.Given;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A cgroup watched for a while.
 *
 * @param cgroup its name
 * @param memoryLimit in words
 * @param cpusLimit in words
 * @param pidsLimit in words
 * @param samples one for each tenth of a second
 */
public record Watch(
    String cgroup, String memoryLimit, String cpusLimit, String pidsLimit, List<Sample> samples) {

  /**
   * One line of the drawing.
   *
   * @param title {@code memory}, {@code cpu} or {@code pids}
   * @param values one for each sample
   * @param now the last of them, in words, with the limit
   */
  public record Curve(String title, List<Long> values, String now) {
    /** Copies the values. */
    public Curve {
      values = Given.list(values, "value", "one for each sample");
    }
  }

  /** Copies the samples. */
  public Watch {
    Given.notNull(memoryLimit, "memory limit", "in words, empty for none");
    Given.notNull(cpusLimit, "cpus limit", "in words, empty for none");
    Given.notNull(pidsLimit, "pids limit", "in words, empty for none");
    samples = Given.list(samples, "sample", "one for each tenth of a second");
  }

  /**
   * Returns the samples as a table.
   *
   * @return columns millis, memory (LONG, bytes), cpu (LONG, percent of one CPU), pids (LONG)
   */
  public Table table() {
    return Tables.of("watch of " + cgroup, Sample.class, samples);
  }

  /** Returns what is to be drawn: memory, cpu and pids over time. */
  public List<Curve> curves() {
    return List.of(
        curve("memory", Sample::memory, CgroupUnits.size(last(Sample::memory)), memoryLimit),
        curve("cpu", Sample::cpu, last(Sample::cpu) + " %", cpusLimit),
        curve("pids", Sample::pids, Long.toString(last(Sample::pids)), pidsLimit));
  }

  /** Returns {@code watch of demo: memory 2 KiB · 4 MiB, cpu 100 %, pids 2}. */
  @Override
  public String toString() {
    return curves().stream()
        .map(curve -> curve.title() + " " + curve.now())
        .collect(Collectors.joining(", ", "watch of " + cgroup + ": ", ""));
  }

  private Curve curve(String title, ToLongFunction<Sample> value, String now, String limit) {
    List<Long> values = samples.stream().map(value::applyAsLong).toList();
    return new Curve(title, values, limit.isEmpty() ? now : now + " · " + limit);
  }

  private long last(ToLongFunction<Sample> value) {
    return samples.isEmpty() ? 0 : value.applyAsLong(samples.get(samples.size() - 1));
  }
}
