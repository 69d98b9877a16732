package org.cellblock.containers.host;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How late this machine is with what happens after a death: a shell that notices the end of a pipe,
 * looks at all processes and sleeps, as a guardian does. What it takes beyond its sleep the machine
 * has taken, and whatever ended at the same moment may be so much later than promised.
 */
public final class Lateness implements AutoCloseable {

  /** What is promised of everything that a killed process leaves. */
  public static final Duration PROMISED = Duration.ofSeconds(2);

  /** What {@code ps} shows of this while it runs. */
  public static final String SCRIPT =
      "read -r x; sleep 0.2; grep -lsE ^nothing /proc/[0-9]*/limits; sleep 0.2";

  private static final Duration LEAST = Duration.ofMillis(400);
  private static final Duration GIVEN_UP = Duration.ofSeconds(60);

  private final Process shell;
  private long begun;
  private volatile long ended;

  /** Starts the shell; it waits. */
  public Lateness() throws IOException {
    shell = new ProcessBuilder("sh", "-c", SCRIPT).start();
    shell.onExit().thenRun(() -> ended = System.nanoTime());
  }

  /** Lets the shell go: what is measured happens now. */
  public void begin() throws IOException {
    begun = System.nanoTime();
    shell.getOutputStream().close();
  }

  /** Returns the time since {@link #begin}. */
  public Duration sinceBegin() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Returns how late the machine was; waits until the shell has ended. */
  public Duration late() throws InterruptedException {
    shell.waitFor();
    while (ended == 0) {
      Thread.sleep(1);
    }
    Duration late = Duration.ofNanos(ended - begun).minus(LEAST);
    return late.isNegative() ? Duration.ZERO : late;
  }

  /**
   * Returns the time from {@link #begin} to the first look that found all gone, without what the
   * machine was late; it gives up after a minute.
   *
   * @param isGone the look
   */
  public Duration untilGone(BooleanSupplier isGone) throws InterruptedException {
    Duration looked;
    boolean gone;
    do {
      looked = sinceBegin();
      gone = isGone.getAsBoolean();
      Thread.sleep(gone ? 0 : 10);
    } while (!gone && looked.compareTo(GIVEN_UP) < 0);
    return looked.minus(late());
  }

  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
