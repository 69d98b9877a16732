package org.cellblock.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contestants in turns: A B C A B C. What disturbs the machine for a while hits all alike.
 *
 * @param warmUp rounds that don't count
 * @param rounds rounds that count
 * @param pause after each run, so that the kernel's own cleaning up falls into nobody's time
 */
record Race(int warmUp, int rounds, Duration pause) {

  Map<String, Samples> run(List<Contestant> contestants) throws InterruptedException {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    contestants.forEach(each -> nanos.put(each.name(), new long[rounds]));
    for (int round = -warmUp; round < rounds; round++) {
      for (Contestant each : contestants) {
        long taken = each.runOnce();
        if (round >= 0) {
          nanos.get(each.name())[round] = taken;
        }
        Thread.sleep(pause.toMillis());
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    nanos.forEach((name, values) -> samples.put(name, new Samples(values)));
    return samples;
  }
}
