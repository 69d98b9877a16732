package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTests {

  private static final double EXACTLY = 1e-9;

  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(new Samples(9_000_000, 1_000_000, 2_000_000).medianMillis()).isEqualTo(2.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(new Samples(4_000_000, 1_000_000, 2_000_000, 9_000_000).medianMillis())
        .isEqualTo(3.0);
  }

  @Test
  void nineOfTenDontExceedThe90thPercentile() {
    long[] oneToTwenty = LongStream.rangeClosed(1, 20).map(n -> n * 1_000_000).toArray();
    assertThat(new Samples(oneToTwenty).p90Millis()).isEqualTo(18.0);
    assertThat(new Samples(5_000_000).p90Millis()).isEqualTo(5.0);
  }

  @Test
  void theRatioIsThatOfTheMedians() {
    assertThat(new Samples(3_000_000).ratioTo(new Samples(2_000_000)))
        .isCloseTo(1.5, within(EXACTLY));
  }

  @Test
  void noSamplesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(Samples::new)
        .withMessage("samples: expected at least one");
  }
}
