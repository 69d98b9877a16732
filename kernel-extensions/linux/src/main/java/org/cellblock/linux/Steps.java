package org.cellblock.linux;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work of several steps, each of which has to be done whatever becomes of the others. */
public final class Steps {

  private Steps() {}

  /**
   * Runs all steps, also after one has failed.
   *
   * @param steps what to do, in this order
   * @throws RuntimeException the first failure, with the others in it
   */
  public static void runAll(List<Runnable> steps) {
    Given.list(steps, "steps", "what to do, or none");
    RuntimeException first = null;
    for (Runnable each : steps) {
      try {
        each.run();
      } catch (RuntimeException failed) {
        if (first == null) {
          first = failed;
        } else {
          first.addSuppressed(failed);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /**
   * Runs all steps, also after one has failed, and on an interrupted thread, where none could wait.
   *
   * @param steps what to do, in this order; the thread is interrupted again when they are done
   * @throws RuntimeException the first failure, with the others in it
   */
  public static void runAllUninterrupted(List<Runnable> steps) {
    Given.list(steps, "steps", "what to do, or none");
    AtomicBoolean isInterrupted = new AtomicBoolean();
    try {
      runAll(steps.stream().map(each -> uninterrupted(each, isInterrupted)).toList());
    } finally {
      if (isInterrupted.get()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Runnable uninterrupted(Runnable step, AtomicBoolean isInterrupted) {
    return () -> {
      if (Thread.interrupted()) {
        isInterrupted.set(true);
      }
      step.run();
    };
  }
}
