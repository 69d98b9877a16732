package org.cellblock.linux;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one thread at a time does, the others after it. Whoever would wait for one that waits for
 * it, be it through cells, is refused.
 */
public final class Turn {

  private static final long LOOK_MILLIS = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile Thread holder;

  /**
   * Does work when nobody else does any of this turn's; such work may do more of it.
   *
   * @param what who waits, for the message: {@code start of jail www}
   * @param work what to do
   * @throws CancellationException when the waiting thread is interrupted
   * @throws IllegalStateException when those that it would wait for wait for it
   */
  public void take(String what, Runnable work) {
    Given.text(what, "what waits");
    Given.notNull(work, "work", "what to do");
    try {
      begin();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: %s waits for its turn".formatted(what));
    }
    try {
      holder = Thread.currentThread();
      work.run();
    } finally {
      holder = lock.getHoldCount() > 1 ? holder : null;
      lock.unlock();
    }
  }

  private void begin() throws InterruptedException {
    boolean isOurs = lock.tryLock();
    while (!isOurs) {
      Thread self = Thread.currentThread();
      Thread other = holder;
      if (other == null) { // it begins, or has ended, at this moment
        isOurs = lock.tryLock(1, TimeUnit.MILLISECONDS);
      } else {
        Waits.begin(self, other);
        try {
          isOurs = lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
          Waits.end(self, other);
        }
      }
    }
  }
}
