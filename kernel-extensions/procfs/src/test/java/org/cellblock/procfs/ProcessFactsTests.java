package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessFactsTests {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s ago",
    "59, 59 s ago",
    "60, 1 min 0 s ago",
    "3661, 1 h 1 min ago",
    "90061, 1 d 1 h ago",
    "-5, 0 s ago"
  })
  void anAgeHasTwoUnits(long seconds, String text) {
    assertThat(ProcessFacts.ago(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void theBootIsAmongTheKernelsCounts() {
    assertThat(ProcessFacts.boot("cpu  1 2 3\nctxt 9\nbtime 1700000000\nprocesses 7\n"))
        .contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(ProcessFacts.boot("")).isEmpty();
  }
}
