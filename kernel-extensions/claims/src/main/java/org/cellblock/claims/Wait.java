package org.cellblock.claims;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits, not for ever, for what another process does. */
final class Wait {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int LOOK_MILLIS = 5;

  /** Something that becomes true. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private Wait() {}

  /** Waits until the condition holds; after five seconds it returns all the same. */
  static void until(Condition condition) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.holds() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Waits for a process's first child, and returns its pid. */
  static long forChild(long pid) throws IOException {
    until(() -> child(pid) > 0);
    long child = child(pid);
    if (child == 0) {
      throw new IllegalStateException("process %d has started no other".formatted(pid));
    }
    return child;
  }

  private static long child(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(parent -> parent.children().findFirst())
        .map(ProcessHandle::pid)
        .orElse(0L);
  }
}
