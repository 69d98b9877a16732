package org.cellblock.claims;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * A value that a learner expected, and the one that was found.
 *
 * @param what a claim's id, or what the value is
 * @param expected what it should be
 * @param found what it is
 * @param millis how long finding out took, in milliseconds
 */
record Expectation(String what, Object expected, Object found, double millis) {

  private static final Pattern ID = Pattern.compile("[Cc]\\d+");
  private static final double NANOS_PER_MILLI = 1e6;

  static Expectation of(String what, Object expected, Callable<?> actual) throws Exception {
    String about = ID.matcher(what).matches() ? ClaimList.get(what).id() : what;
    long start = System.nanoTime();
    Object found = actual.call();
    return new Expectation(about, expected, found, (System.nanoTime() - start) / NANOS_PER_MILLI);
  }

  boolean holds() {
    return Objects.deepEquals(expected, found) || sameNumber();
  }

  /** An int and a long are the same number, though no equal objects. */
  private boolean sameNumber() {
    return isWhole(expected)
        && isWhole(found)
        && ((Number) expected).longValue() == ((Number) found).longValue();
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  /** Returns {@code ok C013: 8 (0.4 ms)}, or {@code WRONG C013: expected 8, found 7 ...}. */
  @Override
  public String toString() {
    return holds()
        ? "ok     %s: %s (%.1f ms)".formatted(what, found, millis)
        : "WRONG  %s: expected %s, found %s (%.1f ms)".formatted(what, expected, found, millis);
  }
}
