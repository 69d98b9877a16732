package org.cellblock.bench;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a race of launches showed.
 *
 * @param about the machine and the run, in one line
 * @param firstMillis our first cell of this JVM, in milliseconds
 * @param samples each contestant's times, ours first
 * @param absent why others took no part
 */
record LaunchResult(
    String about, double firstMillis, Map<String, Samples> samples, Map<String, String> absent) {

  static final String OURS = "cell";

  /** Returns a table for a terminal: medians, and ratios to unshare(1) and runc. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(about);
    lines.add("");
    lines.add(
        "%-16s%6s%12s%10s%10s%14s%10s"
            .formatted("", "runs", "median ms", "p90", "least", "x unshare(1)", "x runc"));
    samples.forEach((name, times) -> lines.add(line(name, times)));
    absent.forEach((name, why) -> lines.add("%-16s  not here: %s".formatted(name, why)));
    lines.add("");
    lines.add("first cell of a JVM: %.1f ms".formatted(firstMillis));
    Bar.ofLaunch(samples, OURS).forEach(bar -> lines.add(bar.toString()));
    return String.join("\n", lines);
  }

  private String line(String name, Samples times) {
    return "%-16s%6d%12.2f%10.2f%10.2f%14s%10s"
        .formatted(
            name,
            times.nanos().length,
            times.medianMillis(),
            times.p90Millis(),
            times.leastMillis(),
            ratio(times, Peers.UNSHARE),
            ratio(times, Peers.RUNC));
  }

  private String ratio(Samples times, String other) {
    return samples.containsKey(other) ? "%.2f".formatted(times.ratioTo(samples.get(other))) : "-";
  }

  /** Returns the same as JSON, times in milliseconds. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("about", about);
    all.put("firstMillis", firstMillis);
    Map<String, Object> rows = new LinkedHashMap<>();
    samples.forEach((name, times) -> rows.put(name, times.row()));
    all.put("launch", rows);
    all.put("absent", absent);
    all.put("bars", Bar.ofLaunch(samples, OURS));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
  }
}
