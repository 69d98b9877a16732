package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets the warm-up use the engine while nobody else wants it, and gives way to each request. */
final class Rehearsal {
  /** How long after a request the next one may still be on its way. */
  private static final long QUIET_MILLIS = 300;

  /** A rehearsed statement takes milliseconds; the machine may be busy with other things. */
  private static final Duration RELEASE = Duration.ofMinutes(2);

  private final ReentrantLock engine = new ReentrantLock();
  private volatile long requests;
  private volatile long lastRequest =
      System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);

  /** Answers a request; it waits for one rehearsed statement at most. */
  <T> T giveWay(Supplier<T> request) {
    lastRequest = System.nanoTime();
    Patience.lock(engine, "the warm-up between two cells", RELEASE);
    try {
      return request.get();
    } finally {
      lastRequest = System.nanoTime();
      requests++; // by who holds the lock
      engine.unlock();
    }
  }

  /** How many have been answered. */
  long requests() {
    return requests;
  }

  /** Waits until it has been quiet for a while, then rehearses. */
  void whenQuiet(Runnable statement) throws InterruptedException {
    while (!isQuiet() || !engine.tryLock()) {
      Thread.sleep(QUIET_MILLIS);
    }
    try {
      statement.run();
    } finally {
      engine.unlock();
    }
  }

  private boolean isQuiet() {
    return System.nanoTime() - lastRequest >= TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
  }
}
