package org.cellblock.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A piece of work that one thread does for another; it can be interrupted, and no other with it.
 */
final class WorkPiece<T> implements Runnable {

  private final Callable<T> work;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private Thread runner;
  private boolean isToEnd;

  WorkPiece(Callable<T> work) {
    this.work = work;
  }

  /** Returns what comes of it. */
  CompletableFuture<T> result() {
    return result;
  }

  @Override
  public void run() {
    takenBy(Thread.currentThread());
    try {
      result.complete(work.call());
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    } finally {
      takenBy(null);
    }
  }

  private synchronized void takenBy(Thread thread) {
    runner = thread;
    if (thread == null) {
      Thread.interrupted(); // it was this work's, and nobody else's
    } else if (isToEnd) {
      thread.interrupt();
    }
  }

  /** Interrupts the work, be it that it runs or that it is about to; not once it has ended. */
  synchronized void interrupt() {
    isToEnd = true;
    if (runner != null) {
      runner.interrupt();
    }
  }
}
