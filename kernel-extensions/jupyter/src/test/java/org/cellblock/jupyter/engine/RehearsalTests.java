package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTests {

  private final Rehearsal rehearsal = new Rehearsal();
  private final CountDownLatch rehearsed = new CountDownLatch(1);

  @Test
  void beforeTheFirstRequestItIsQuiet() throws Exception {
    rehearsal.whenQuiet(rehearsed::countDown);
    assertThat(rehearsed.getCount()).isZero();
  }

  @Test
  void aRequestIsNotDisturbedAndTheRehearsalGoesOnAfterIt() throws Exception {
    Thread warmUp = new Thread(this::rehearse);
    boolean disturbed =
        rehearsal.giveWay(
            () -> {
              warmUp.start();
              return hasRehearsedWithin(500);
            });
    assertThat(disturbed).isFalse();
    assertThat(hasRehearsedWithin(10_000)).isTrue();
  }

  private void rehearse() {
    try {
      rehearsal.whenQuiet(rehearsed::countDown);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasRehearsedWithin(long millis) {
    try {
      return rehearsed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
