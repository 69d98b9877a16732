package org.cellblock.linux;

/**
 * How a program ended: by exit(3) or by a signal.
 *
 * @param code what it passed to exit(3), 0 to 255; 128 plus the signal's number when it was killed,
 *     as a shell shows it
 * @param signal the number of the signal that killed it, or 0
 * @see <a href="https://man7.org/linux/man-pages/man2/wait.2.html">wait(2)</a>
 */
public record ExitStatus(int code, int signal) {

  static ExitStatus ofWaitStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0
        ? new ExitStatus((status >> 8) & 0xff, 0)
        : new ExitStatus(128 + signal, signal);
  }

  /** Says whether the program ended by itself with status 0. */
  public boolean isSuccess() {
    return code == 0;
  }

  /** Returns {@code exit status 3}, or {@code killed by SIGKILL}. */
  @Override
  public String toString() {
    return signal == 0
        ? "exit status " + code
        : "killed by " + Signal.of(signal).map(Signal::name).orElse("signal " + signal);
  }
}
