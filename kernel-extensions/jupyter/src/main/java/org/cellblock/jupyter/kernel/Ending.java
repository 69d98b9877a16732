package org.cellblock.jupyter.kernel;

import java.time.Duration;

/**
 * Ends the JVM, which is nobody else's to end: a cell that calls {@code System.exit} would take the
 * notebook's variables with it.
 */
public final class Ending {
  /** Less than the five seconds after which a Jupyter server kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int ENDED_LATE = 1;

  private static volatile Thread ours;

  private Ending() {}

  /**
   * Ends the JVM as {@code System.exit} does.
   *
   * @param status the exit status
   */
  public static void exit(int status) {
    ours = Thread.currentThread();
    System.exit(status);
  }

  /** Ends the JVM at once. */
  static void halt(int status) {
    ours = Thread.currentThread();
    Runtime.getRuntime().halt(status);
  }

  /**
   * Sees to it that the JVM's end has an end, though a shutdown hook of the learner's hasn't. What
   * is then still open on the host, the guardian closes.
   */
  static void limit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::haltLater, "limit of the end"));
  }

  private static void haltLater() {
    Thread last = new Thread(Ending::haltAfterPatience, "last end");
    last.setDaemon(true); // or it would be waited for
    last.start();
  }

  private static void haltAfterPatience() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException now) {
      Log.warn("the kernel's end was cut short", now);
    }
    halt(ENDED_LATE);
  }

  /** Refuses from now on what is not by {@link #exit} or {@link #halt}, as far as the JVM lets. */
  static void guard() {
    Agent.instrumentation().ifPresent(door -> ExitDoors.guard(door, Ending::require));
  }

  private static void require(String call, int status) {
    if (Thread.currentThread() != ours) {
      throw new ExitRefused(call, status);
    }
  }
}
