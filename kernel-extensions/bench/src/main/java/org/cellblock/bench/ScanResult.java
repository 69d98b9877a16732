package org.cellblock.bench;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a race of scans showed.
 *
 * @param about the machine and the run, in one line
 * @param samples each contestant's times, ours first
 * @param absent why others took no part
 */
record ScanResult(String about, Map<String, Samples> samples, Map<String, String> absent) {

  /** Returns a table for a terminal: medians, and ratios to ours. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(about);
    lines.add("");
    lines.add("%-20s%12s%10s%10s%10s".formatted("", "median ms", "p90", "least", "x ours"));
    samples.forEach((name, times) -> lines.add(line(name, times)));
    absent.forEach((name, why) -> lines.add("%-20s  not here: %s".formatted(name, why)));
    lines.add("");
    Bar.ofScan(samples).forEach(bar -> lines.add(bar.toString()));
    return String.join("\n", lines);
  }

  private String line(String name, Samples times) {
    return "%-20s%12.2f%10.2f%10.2f%10.2f"
        .formatted(
            name,
            times.medianMillis(),
            times.p90Millis(),
            times.leastMillis(),
            times.ratioTo(samples.get(Scanners.OURS)));
  }

  /** Returns the same as JSON, times in milliseconds. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("about", about);
    Map<String, Object> rows = new LinkedHashMap<>();
    samples.forEach((name, times) -> rows.put(name, times.row()));
    all.put("scan", rows);
    all.put("absent", absent);
    all.put("bars", Bar.ofScan(samples));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
  }
}
