package org.cellblock.jupyter.kernel;

/** Whether the cell that is being run, or waits for the engine, shall stop. */
final class Interruption {
  private volatile boolean requested;

  void request() {
    requested = true;
  }

  /** Forgets a request that was for an earlier cell. */
  void begin() {
    requested = false;
  }

  boolean isRequested() {
    return requested;
  }
}
