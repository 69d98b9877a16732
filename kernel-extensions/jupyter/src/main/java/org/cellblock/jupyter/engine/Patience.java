package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** Waits for the notebook kernel's own parts: never for ever, and the error names the part. */
public final class Patience {
  private Patience() {}

  /**
   * Waits for a part that another thread makes.
   *
   * @param part that is made
   * @param name of the part, for the error
   * @param limit of the wait
   * @param <T> the part's type
   * @return the part
   * @throws IllegalStateException when the time is up, or the part couldn't be made
   * @throws CancellationException when the waiting thread is interrupted
   */
  public static <T> T await(Future<T> part, String name, Duration limit) {
    try {
      return part.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw late(name, limit);
    } catch (ExecutionException broken) {
      throw new IllegalStateException(name + ": " + broken.getCause(), broken.getCause());
    } catch (InterruptedException e) {
      throw interrupted(name);
    }
  }

  /**
   * Takes a lock that another thread holds for a while at most.
   *
   * @param lock to take
   * @param holder what holds it, for the error
   * @param limit of the wait
   * @throws IllegalStateException when the time is up
   * @throws CancellationException when the waiting thread is interrupted
   */
  public static void lock(Lock lock, String holder, Duration limit) {
    try {
      if (!lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw late(holder, limit);
      }
    } catch (InterruptedException e) {
      throw interrupted(holder);
    }
  }

  /**
   * Names a part that isn't done in time.
   *
   * @param name of the part
   * @param limit of the wait
   * @return the error, to be thrown
   */
  public static IllegalStateException late(String name, Duration limit) {
    return new IllegalStateException(
        "%s: not done within %d s; restart the notebook kernel".formatted(name, limit.toSeconds()));
  }

  private static CancellationException interrupted(String name) {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while waiting for " + name);
  }
}
