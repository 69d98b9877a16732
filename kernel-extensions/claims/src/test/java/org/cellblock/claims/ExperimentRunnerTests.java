package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExperimentRunnerTests {

  private static final Claim CLAIM =
      new Claim("C000", "somebody 2016", "Two is three.", "corrected", "01", "");

  private static CheckedClaim check(Verdict expected, Experiment experiment) {
    return ExperimentRunner.run(CLAIM, expected, experiment);
  }

  @Test
  void aClaimReadsAsWhoSaysWhatAndWhatWasSeen() {
    assertThat(check(Verdict.CORRECTED, () -> Evidence.correctedIf(2 != 3, "%d, not %d", 2, 3)))
        .hasToString(
            """
            Claim C000 · somebody 2016 · "Two is three."
            corrected here, as expected: 2, not 3""");
  }

  @Test
  void anotherVerdictThanTheExpectedIsAMismatchAndSaysSo() {
    CheckedClaim checked = check(Verdict.CORRECTED, () -> Evidence.correctedIf(2 == 3, "equal"));
    assertThat(checked.isMismatch()).isTrue();
    assertThat(checked.verdict()).isEqualTo("confirmed here; WRONG: we expected corrected");
  }

  @Test
  void anUnmetNeedIsNoVerdictAndNoMismatch() {
    CheckedClaim checked =
        check(
            Verdict.CONFIRMED,
            () -> {
              throw new NotTestableHere("a third hand");
            });
    assertThat(checked.isMismatch()).isFalse();
    assertThat(checked)
        .hasToString(
            """
            Claim C000 · somebody 2016 · "Two is three."
            not testable here: needs a third hand""");
  }

  @Test
  void anOpinionIsNotTestableAnywhere() {
    assertThat(Claim.check("C018").verdict()).isEqualTo("not testable");
    assertThat(Claim.check("C018").evidence()).isEqualTo("an opinion of October 2016");
  }

  @Test
  void anExperimentThatThrowsIsNoVerdict() {
    assertThatThrownBy(
            () ->
                check(
                    Verdict.CONFIRMED,
                    () -> {
                      throw new IOException("no disk");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "claim C000: the experiment broke, which is no verdict: java.io.IOException: no disk");
  }

  @Test
  void anInterruptEndsTheExperiment() throws Exception {
    Thread asker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    assertThatThrownBy(() -> check(Verdict.CONFIRMED, () -> interruptAndHang(asker, ended)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted: claim C000");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static Evidence interruptAndHang(Thread asker, CountDownLatch ended)
      throws InterruptedException {
    asker.interrupt();
    try {
      new CountDownLatch(1).await();
      return Evidence.confirmedIf(true, "never");
    } finally {
      ended.countDown();
    }
  }
}
