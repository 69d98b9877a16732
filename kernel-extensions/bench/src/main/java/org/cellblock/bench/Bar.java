package org.cellblock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A promise of the design, and what became of it in this run.
 *
 * @param promise in words
 * @param limit the number in it
 * @param measured the number here
 * @param isMet whether it holds
 */
record Bar(String promise, double limit, double measured, boolean isMet) {

  private static final double TIMES_UNSHARE = 1.4;
  private static final double TIMES_FASTER_THAN_RUNC = 6;
  private static final double TIMES_FASTER_THAN_LSNS = 8;
  private static final double TIMES_C_SCAN = 1.2;

  /** Judges those bars whose contestants took part. */
  static List<Bar> ofLaunch(Map<String, Samples> samples, String ours) {
    List<Bar> bars = new ArrayList<>();
    Samples cell = samples.get(ours);
    if (samples.containsKey(Peers.UNSHARE)) {
      double ratio = cell.ratioTo(samples.get(Peers.UNSHARE));
      bars.add(
          new Bar("at most 1.4 times unshare(1)", TIMES_UNSHARE, ratio, ratio <= TIMES_UNSHARE));
    }
    if (samples.containsKey(Peers.RUNC)) {
      double ratio = samples.get(Peers.RUNC).ratioTo(cell);
      bars.add(
          new Bar(
              "at least 6 times faster than runc",
              TIMES_FASTER_THAN_RUNC,
              ratio,
              ratio >= TIMES_FASTER_THAN_RUNC));
    }
    return bars;
  }

  /** Judges those bars of a scan whose contestants took part. */
  static List<Bar> ofScan(Map<String, Samples> samples) {
    List<Bar> bars = new ArrayList<>();
    Samples ours = samples.get(Scanners.OURS);
    if (samples.containsKey(Scanners.LSNS)) {
      double ratio = samples.get(Scanners.LSNS).ratioTo(ours);
      bars.add(
          new Bar(
              "at least 8 times faster than lsns",
              TIMES_FASTER_THAN_LSNS,
              ratio,
              ratio >= TIMES_FASTER_THAN_LSNS));
    }
    if (samples.containsKey(Scanners.FLOOR) && samples.containsKey(Scanners.ALONE)) {
      double ratio = samples.get(Scanners.ALONE).ratioTo(samples.get(Scanners.FLOOR));
      bars.add(
          new Bar("one thread: at most 1.2 times C's", TIMES_C_SCAN, ratio, ratio <= TIMES_C_SCAN));
    }
    return bars;
  }

  @Override
  public String toString() {
    return "%-36s%6.2f   %s".formatted(promise, measured, isMet ? "met" : "missed");
  }
}
