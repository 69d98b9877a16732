package org.cellblock.linux;

import java.util.concurrent.CancellationException;

/** Lets the calling thread sleep a little, and says what becomes of an interrupt meanwhile. */
public final class Pause {

  private static final String MILLIS = "pause in milliseconds";

  private Pause() {}

  /**
   * Sleeps until the time is over or an interrupt ends it.
   *
   * @param millis how long, in milliseconds, 0 or more
   * @param work what an interrupt ends, for the message: {@code watch of demo}
   * @throws CancellationException when the thread is interrupted, which it then still is
   */
  public static void millis(long millis, String work) {
    Given.number(millis, 0, Long.MAX_VALUE, MILLIS);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: " + work);
    }
  }

  /**
   * Sleeps in the midst of work that goes on when its thread is interrupted, such as closing; the
   * interrupt is kept.
   *
   * @param millis how long at most, in milliseconds, 0 or more
   */
  public static void uninterrupted(long millis) {
    Given.number(millis, 0, Long.MAX_VALUE, MILLIS);
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException late) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
