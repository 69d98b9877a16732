package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpareTests {

  private static final int ROUNDS = 300_000;

  private final Spare[] spares = new Spare[ROUNDS];
  private final AtomicInteger arrived = new AtomicInteger();

  /** Two that wait take work while a third has ended its own. */
  @Test
  void oneWaitsOrIsStartedWhoeverComesAndGoes() throws Exception {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two processors");
    for (int i = 0; i < ROUNDS; i++) {
      spares[i] = new Spare(2);
      spares[i].comes();
      spares[i].comes();
    }
    boolean[] stayed = new boolean[ROUNDS];
    FutureTask<Void> third = new FutureTask<>(() -> comeBack(stayed), null);
    new Thread(third).start();
    boolean[] started = new boolean[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      together(i);
      boolean first = spares[i].wasLast();
      started[i] = spares[i].wasLast() || first;
    }
    third.get();
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(stayed[i] || started[i]).as("one waits in round %d", i).isTrue();
    }
  }

  private void comeBack(boolean[] stayed) {
    for (int i = 0; i < ROUNDS; i++) {
      together(i);
      stayed[i] = spares[i].stays();
    }
  }

  /** Both go on at the same moment. */
  private void together(int round) {
    arrived.incrementAndGet();
    while (arrived.get() < 2 * (round + 1)) {
      Thread.yield();
    }
  }
}
