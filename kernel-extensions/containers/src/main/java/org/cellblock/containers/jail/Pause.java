package org.cellblock.containers.jail;

import java.util.concurrent.CancellationException;

/** Waiting that an interrupt ends. */
final class Pause {

  private Pause() {}

  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a jail's command ran");
    }
  }
}
