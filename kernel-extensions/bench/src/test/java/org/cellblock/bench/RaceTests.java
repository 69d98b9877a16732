package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.ControlDirectory;
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

  /** Each run takes the same. */
  private record Steady(String name, long nanos, List<String> order) implements Contestant {
    @Override
    public long runOnce() {
      order.add(name);
      return nanos;
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
  void whoTakesLongSitsOutButNotTheFirstRoundThatCounts() throws Exception {
    Contestant fast = new Steady("fast", 1, order);
    Contestant slow = new Steady("slow", 25, order);
    Map<String, Samples> samples =
        new Race(2, 4, Duration.ZERO, Duration.ofNanos(10)).run(List.of(fast, slow));
    assertThat(order)
        .containsExactly("fast", "slow", "fast", "fast", "slow", "fast", "fast", "fast", "slow");
    assertThat(samples.get("fast").nanos()).hasSize(4);
    assertThat(samples.get("slow").nanos()).containsExactly(25, 25);
  }

  @Test
  void whatTheKernelRefusesIsAReasonToo() throws Exception {
    LineUp lineUp = new LineUp();
    lineUp.admit(
        "a",
        () -> {
          ControlDirectory.remove(Path.of("/nowhere"));
          return new Runner("a", order);
        });
    assertThat(lineUp.absent())
        .containsExactly(
            Map.entry("a", "rmdir(path=\"/nowhere\"): ENOENT (2) No such file or directory"));
  }

  @Test
  void aProgramThatIsNotHereIsNamedByTheCommandThatInstallsIt() {
    assertThatThrownBy(() -> Workshop.which("no-such-program", "no-such-package"))
        .hasMessage("no-such-program is not installed: apt-get install no-such-package");
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
