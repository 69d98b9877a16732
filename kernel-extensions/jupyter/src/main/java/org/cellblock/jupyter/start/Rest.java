package org.cellblock.jupyter.start;

import org.cellblock.jupyter.engine.LateEngine;

/**
 * Gives memory back while the notebook is quiet. The serial collector gives back what a full
 * collection finds free, and by itself it makes none before memory is short.
 */
final class Rest {
  private static final long LOOK_MILLIS = 3_000;

  /** Below this, in bytes, there is nothing worth a collection. */
  private static final long SMALL = 64L << 20;

  private Rest() {}

  /** Collects once now, then after cells that have left the heap large; doesn't end by itself. */
  static void keep(LateEngine engine) throws InterruptedException {
    engine.whenQuiet(System::gc);
    long seen = engine.requests();
    while (true) {
      Thread.sleep(LOOK_MILLIS);
      long requests = engine.requests();
      if (requests != seen && Runtime.getRuntime().totalMemory() > SMALL) {
        engine.whenQuiet(System::gc);
      }
      seen = requests;
    }
  }
}
