package org.cellblock.linux;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The end of a wait for something that Cellblock itself needs, and what is said when it comes.
 *
 * <p>Waits for a learner's own work have none: they last as long as the work, or until they are
 * interrupted.
 */
public final class Deadline {

  /** How long a step of this process's own gets: it takes milliseconds, on a busy machine more. */
  public static final Duration OWN = Duration.ofSeconds(10);

  /** How long another's program gets for a step of ours, such as {@code ip} or {@code runc}. */
  public static final Duration TOOL = Duration.ofMinutes(2);

  private final Duration patience;
  private final long end;
  private final Supplier<String> what;
  private final String hint;

  private Deadline(Duration patience, Supplier<String> what, String hint) {
    this.patience = patience;
    this.what = what;
    this.hint = hint;
    end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
  }

  /**
   * Begins a wait.
   *
   * @param patience how long it may last, 0 or more
   * @param what is waited for: {@code pid 1 of the cell to begin}
   * @param hint what may be the reason, and what to do
   * @return its end
   * @throws IllegalArgumentException for a negative time
   */
  public static Deadline in(Duration patience, String what, String hint) {
    if (Given.notNull(patience, "patience", "a time, for example Deadline.OWN").isNegative()) {
      throw new IllegalArgumentException(
          "patience [%s]: expected 0 or more, for example Duration.ofSeconds(10)"
              .formatted(patience));
    }
    Given.text(what, "what is waited for");
    return new Deadline(patience, () -> what, Given.text(hint, "hint"));
  }

  /** Begins a wait whose name is put together only when it is over. */
  static Deadline in(Duration patience, Supplier<String> what, String hint) {
    return new Deadline(patience, what, hint);
  }

  /** Returns how much time is left, in milliseconds; 0 when there is none. */
  public int millisLeft() {
    long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE));
  }

  /** Says whether there is no time left. */
  public boolean isOver() {
    return end - System.nanoTime() <= 0;
  }

  /**
   * Goes on as long as there is time.
   *
   * @throws IllegalStateException when there is none: what was waited for, how long, what to do
   */
  public void check() {
    if (isOver()) {
      throw over("");
    }
  }

  /**
   * Returns what to throw when the time is over.
   *
   * @param seen what there is instead; may be empty
   * @return two or three lines: what was waited for, what was seen, what to do
   */
  public IllegalStateException over(String seen) {
    return new IllegalStateException(
        "waited %s for %s%s%nHint: %s".formatted(text(patience), what.get(), line(seen), hint));
  }

  /**
   * Waits for a result, also on an interrupted thread, which it then still is.
   *
   * @param result what another thread is at
   * @param <T> type of the result
   * @return the result
   * @throws ExecutionException what that thread has thrown
   * @throws IllegalStateException when the time is over
   */
  public <T> T get(Future<T> result) throws ExecutionException {
    Given.notNull(result, "result", "what another thread is at");
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return result.get(millisLeft(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException late) {
          interrupted = true;
        } catch (TimeoutException late) {
          throw over("");
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String line(String seen) {
    return Given.notNull(seen, "what was seen", "a line, or none").isEmpty() ? "" : "\n" + seen;
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
