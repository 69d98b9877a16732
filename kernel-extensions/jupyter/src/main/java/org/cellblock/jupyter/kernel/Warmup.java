package org.cellblock.jupyter.kernel;

/** Does the slow first times of everything in the background, before the learner needs them. */
final class Warmup implements Runnable {
  private final CellblockKernel kernel;

  private Warmup(CellblockKernel kernel) {
    this.kernel = kernel;
  }

  static void start(CellblockKernel kernel) {
    Thread thread = new Thread(new Warmup(kernel), "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      kernel.startEngine();
    } catch (RuntimeException | Error e) {
      Log.warn("the engine did not start", e);
    }
  }
}
