package org.cellblock.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contestants in turns: A B C A B C. What disturbs the machine for a while hits all alike.
 *
 * @param warmUp rounds that don't count
 * @param rounds rounds that count, one or more
 * @param pause after each run, so that the kernel's own cleaning up falls into nobody's time
 * @param longest who takes n times longer than this sits out n rounds, but never the first that
 *     counts
 */
record Race(int warmUp, int rounds, Duration pause, Duration longest) {

  /** A race in which nobody sits out. */
  Race(int warmUp, int rounds, Duration pause) {
    this(warmUp, rounds, pause, Duration.ofDays(1));
  }

  Map<String, Samples> run(List<Contestant> contestants) throws InterruptedException {
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    contestants.forEach(each -> nanos.put(each.name(), new ArrayList<>()));
    Map<String, Integer> next = new HashMap<>();
    for (int round = -warmUp; round < rounds; round++) {
      for (Contestant each : contestants) {
        if (round != 0 && round < next.getOrDefault(each.name(), round)) {
          continue;
        }
        long taken = each.runOnce();
        next.put(each.name(), round + 1 + (int) (taken / longest.toNanos()));
        if (round >= 0) {
          nanos.get(each.name()).add(taken);
        }
        Thread.sleep(pause.toMillis());
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    nanos.forEach((name, values) -> samples.put(name, samples(values)));
    return samples;
  }

  private static Samples samples(List<Long> nanos) {
    return new Samples(nanos.stream().mapToLong(Long::longValue).toArray());
  }
}
