package org.cellblock.linux;

/**
 * A system call that the kernel refused, or that Cellblock refused for the host's sake.
 *
 * <p>The message has up to three lines: the call with its arguments and the kernel's answer; the
 * evidence, read again from the kernel; and, where the kernel's own text misleads, a hint.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class SyscallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String call;
  private final String arguments;
  private final int errno;
  private final String errnoName;
  private final String evidence;
  private final String hint;

  private SyscallException(
      String call,
      String arguments,
      int errno,
      String errnoName,
      String answer,
      String evidence,
      String hint) {
    super(message(call, arguments, answer, evidence, hint));
    this.call = call;
    this.arguments = arguments;
    this.errno = errno;
    this.errnoName = errnoName;
    this.evidence = evidence;
    this.hint = hint;
  }

  static SyscallException of(String call, Arguments arguments, int number) {
    return explained(call, arguments, number, Explanation.of(call, number));
  }

  static SyscallException explained(String call, Arguments arguments, int number, Explanation why) {
    Errno errno = Errno.of(number);
    return new SyscallException(
        call,
        arguments.toString(),
        number,
        errno.name(),
        errno.toString(),
        why.evidence(),
        why.hint());
  }

  static SyscallException refused(String call, Arguments arguments, String reason, String hint) {
    return new SyscallException(
        call, arguments.toString(), 0, "refused", "refused: " + reason, "", hint);
  }

  /** Returns the same refusal with another explanation, or itself when that one is empty. */
  SyscallException because(Explanation why) {
    if (why.evidence().isEmpty() && why.hint().isEmpty()) {
      return this;
    }
    return new SyscallException(
        call, arguments, errno, errnoName, Errno.of(errno).toString(), why.evidence(), why.hint());
  }

  /** Returns the name of the call, as in its man page. */
  public String call() {
    return call;
  }

  /** Returns the arguments, named and decoded. */
  public String arguments() {
    return arguments;
  }

  /** Returns the errno, or 0 when Cellblock refused and the kernel was not asked. */
  public int errno() {
    return errno;
  }

  /** Returns the errno's symbol, for example {@code EPERM}, or {@code refused}. */
  public String errnoName() {
    return errnoName;
  }

  /** Returns what the kernel shows that explains the answer; may be empty. */
  public String evidence() {
    return evidence;
  }

  /** Returns what to do; may be empty. */
  public String hint() {
    return hint;
  }

  private static String message(
      String call, String arguments, String answer, String evidence, String hint) {
    return "%s(%s): %s".formatted(call, arguments, answer)
        + (evidence.isEmpty() ? "" : "\n" + evidence)
        + (hint.isEmpty() ? "" : "\nHint: " + hint);
  }
}
