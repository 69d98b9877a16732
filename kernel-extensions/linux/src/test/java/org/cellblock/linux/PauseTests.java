package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PauseTests {

  @Test
  void anInterruptEndsItAndIsKept() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Pause.millis(60_000, "watch of demo"))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted: watch of demo");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingPausesInSpiteOfAnInterruptAndKeepsIt() {
    long start = System.nanoTime();
    Thread.currentThread().interrupt();
    Pause.uninterrupted(5);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingIsLeftInterruptedWhenNobodyInterrupted() {
    Pause.uninterrupted(1);
    Pause.millis(1, "nothing");
    assertThat(Thread.interrupted()).isFalse();
  }
}
