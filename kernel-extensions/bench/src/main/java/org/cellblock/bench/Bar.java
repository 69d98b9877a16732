package org.cellblock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A promise of the design, and what became of it in this run.
 *
 * <p>All limits stand in one table, {@code bars.csv}, which {@code bench kernel} reads, too.
 *
 * @param promise in words
 * @param limit the number in it
 * @param measured the number here
 * @param isMet whether it holds
 */
record Bar(String promise, double limit, double measured, boolean isMet) {

  private static final Pattern LINE =
      Pattern.compile("(\\w+),(\\w+),(most|least),([\\d.]+),\"?([^\"]*)\"?");

  private static final Map<String, Limit> LIMITS = read();

  private record Limit(boolean isMost, double number, String promise) {}

  /**
   * Judges one bar of the table.
   *
   * @param bench which benchmark measured
   * @param name which of its bars
   * @param measured the number here
   */
  static Bar of(String bench, String name, double measured) {
    Limit limit = LIMITS.get(bench + " " + name);
    if (limit == null) {
      throw new IllegalArgumentException(
          "bar [%s %s]: expected one of %s".formatted(bench, name, LIMITS.keySet()));
    }
    boolean isMet = limit.isMost() ? measured <= limit.number() : measured >= limit.number();
    return new Bar(limit.promise(), limit.number(), measured, isMet);
  }

  /** Judges those bars whose contestants took part. */
  static List<Bar> ofLaunch(Map<String, Samples> samples, String ours) {
    return samples.containsKey(Peers.FLOOR)
        ? List.of(of("launch", "floor", samples.get(ours).ratioTo(samples.get(Peers.FLOOR))))
        : List.of();
  }

  /** Judges those bars of a scan whose contestants took part. */
  static List<Bar> ofScan(Map<String, Samples> samples) {
    List<Bar> bars = new ArrayList<>();
    Samples ours = samples.get(Scanners.OURS);
    if (samples.containsKey(Scanners.LSNS)) {
      bars.add(of("scan", "lsns", samples.get(Scanners.LSNS).ratioTo(ours)));
    }
    if (samples.containsKey(Scanners.FLOOR) && samples.containsKey(Scanners.ALONE)) {
      double ratio = samples.get(Scanners.ALONE).ratioTo(samples.get(Scanners.FLOOR));
      bars.add(of("scan", "floor", ratio));
    }
    return bars;
  }

  private static Map<String, Limit> read() {
    try (InputStream in = Bar.class.getResourceAsStream("/bars.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Limit> limits = new LinkedHashMap<>();
      for (String line : text.lines().skip(1).toList()) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
          throw new IllegalStateException("bars.csv: expected five words, not: " + line);
        }
        limits.put(
            words.group(1) + " " + words.group(2),
            new Limit(
                words.group(3).equals("most"), Double.parseDouble(words.group(4)), words.group(5)));
      }
      return limits;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read bars.csv", unreadable);
    }
  }

  @Override
  public String toString() {
    return "%-36s%6.2f   %s".formatted(promise, measured, isMet ? "met" : "missed");
  }
}
