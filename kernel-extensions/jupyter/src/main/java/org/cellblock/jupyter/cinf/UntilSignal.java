package org.cellblock.jupyter.cinf;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work in a terminal that Ctrl+C interrupts, so that it can say its last word. */
public final class UntilSignal {

  private static final long GRACE_MILLIS = 1_000;

  private UntilSignal() {}

  /**
   * Calls the work on this thread; when the JVM is told to end, interrupts it and waits for its
   * end, a second at most.
   *
   * @param work the work
   * @throws Exception what the work throws
   */
  public static void call(Callable<Void> work) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> end(worker, done), "end of cinf");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.call();
    } finally {
      done.countDown();
      Thread.interrupted(); // the work has heard it
      remove(hook);
    }
  }

  private static void end(Thread worker, CountDownLatch done) {
    worker.interrupt();
    try {
      done.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      hook.interrupt();
    }
  }
}
