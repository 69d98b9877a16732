package org.cellblock.linux;

/**
 * One system call that was made for a cell: what was asked, what the kernel said, how long it took.
 *
 * @param by who made it: {@code thread}, {@code pid 1} of the cell, or {@code ahead}, another
 *     thread before the cell wanted it
 * @param call name as in its man page, for example {@code unshare}
 * @param arguments named and decoded, for example {@code flags=CLONE_NEWUTS}
 * @param result the call's result, or the errno's symbol
 * @param micros duration in microseconds, as the calling thread saw it
 */
public record TracedCall(String by, String call, String arguments, String result, long micros) {

  TracedCall by(String other) {
    return new TracedCall(other, call, arguments, result, micros);
  }

  /** Returns the call as strace(1) -f would print it. */
  @Override
  public String toString() {
    return "[%s] %s(%s) = %s <%d us>".formatted(by, call, arguments, result, micros);
  }
}
