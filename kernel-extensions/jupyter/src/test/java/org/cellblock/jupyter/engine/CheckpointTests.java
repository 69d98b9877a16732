package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointTests {
  private static final int ROUNDS = 300_000;

  @Test
  void aThreadIsStoppedWhileAnotherIsLetGo() throws Exception {
    Thread other =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                Checkpoint.arm(Thread.currentThread());
                Checkpoint.disarm(Thread.currentThread());
              }
            });
    other.start();
    int stopped = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Checkpoint.arm(Thread.currentThread());
      try {
        Checkpoint.check();
      } catch (Interrupted stop) {
        stopped++;
      } finally {
        Checkpoint.disarm(Thread.currentThread());
      }
    }
    other.interrupt();
    other.join();
    assertThat(stopped).isEqualTo(ROUNDS);
  }
}
