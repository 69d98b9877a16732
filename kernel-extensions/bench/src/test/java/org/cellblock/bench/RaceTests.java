package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTests {

  private final List<String> order = new ArrayList<>();

  /** Each run takes as long as runs have been before it. */
  private record Runner(String name, List<String> order) implements Contestant {
    @Override
    public long runOnce() {
      order.add(name);
      return order.size();
    }
  }

  @Test
  void allTakeTurnsAndTheWarmUpDoesntCount() throws Exception {
    Race race = new Race(1, 2, Duration.ZERO);
    Map<String, Samples> samples =
        race.run(List.of(new Runner("a", order), new Runner("b", order)));
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(samples.get("a").nanos()).containsExactly(3, 5);
    assertThat(samples.get("b").nanos()).containsExactly(4, 6);
  }

  @Test
  void whoCantLaunchIsNamedWithTheReason() throws Exception {
    LineUp lineUp = new LineUp();
    lineUp.admit(
        "runc",
        () -> {
          throw new IllegalStateException("runc is not installed\nmore");
        });
    lineUp.admit("a", () -> new Runner("a", order));
    assertThat(lineUp.present()).extracting(Contestant::name).containsExactly("a");
    assertThat(lineUp.absent()).containsExactly(Map.entry("runc", "runc is not installed"));
  }

  @Test
  void theStopwatchsTimeIsInTheLastLine() {
    assertThat(Stopwatch.nanos("a tool's own words\n1234\n")).isEqualTo(1234);
  }
}
