package org.cellblock.procfs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks again while the machine moves on. */
final class Repeat {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 10;

  private Repeat() {}

  static <T> Optional<T> until(Supplier<Optional<T>> question) {
    Optional<T> answer = Optional.empty();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answer.isEmpty() && System.nanoTime() < end) {
      answer = question.get();
      pause();
    }
    return answer;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException hurried) {
      throw new AssertionError("interrupted", hurried);
    }
  }
}
