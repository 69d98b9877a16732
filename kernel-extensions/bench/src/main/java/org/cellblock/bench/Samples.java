package org.cellblock.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stopwatch showed, one number for each run.
 *
 * @param nanos durations in nanoseconds, at least one
 */
record Samples(long... nanos) {

  Samples {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("samples: expected at least one");
    }
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  /** Returns the value in the middle; between the two in the middle for an even number. */
  double medianMillis() {
    int half = nanos.length / 2;
    long twice = nanos.length % 2 == 1 ? 2 * nanos[half] : nanos[half - 1] + nanos[half];
    return twice / 2e6;
  }

  /** Returns the smallest value that at least nine of ten don't exceed. */
  double p90Millis() {
    return nanos[(int) Math.ceil(nanos.length * 0.9) - 1] / 1e6;
  }

  /** Returns the smallest value. */
  double leastMillis() {
    return nanos[0] / 1e6;
  }

  /** Returns how many times the other's median this one's is. */
  double ratioTo(Samples other) {
    return medianMillis() / other.medianMillis();
  }

  /** Returns what JSON shows of them. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("runs", nanos.length);
    row.put("medianMillis", medianMillis());
    row.put("p90Millis", p90Millis());
    row.put("leastMillis", leastMillis());
    return row;
  }
}
