package org.cellblock.linux;

import java.util.Arrays;
import java.util.Optional;

/**
 * The standard signals, with the numbers that amd64 and arm64 give them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public enum Signal {
  /** Terminal hung up. */
  SIGHUP(1),
  /** Interrupted from the keyboard. */
  SIGINT(2),
  /** Quit from the keyboard. */
  SIGQUIT(3),
  /** Illegal instruction. */
  SIGILL(4),
  /** Trace trap. */
  SIGTRAP(5),
  /** Aborted. */
  SIGABRT(6),
  /** Bad memory access in hardware. */
  SIGBUS(7),
  /** Arithmetic fault. */
  SIGFPE(8),
  /** Killed; can't be caught, blocked or ignored. */
  SIGKILL(9),
  /** Free for programs. */
  SIGUSR1(10),
  /** Invalid memory reference. */
  SIGSEGV(11),
  /** Free for programs. */
  SIGUSR2(12),
  /** Wrote to a pipe without a reader. */
  SIGPIPE(13),
  /** Timer of alarm(2). */
  SIGALRM(14),
  /** Asked to end. */
  SIGTERM(15),
  /** A child stopped or ended. */
  SIGCHLD(17),
  /** Go on after a stop. */
  SIGCONT(18),
  /** Stopped; can't be caught, blocked or ignored. */
  SIGSTOP(19),
  /** Bad system call: what seccomp may answer. */
  SIGSYS(31);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** Returns the signal's number. */
  public int number() {
    return number;
  }

  /**
   * Sends this signal, and asks nobody whose process that is: {@link Linux#kill} does.
   *
   * @param pid a process that Cellblock made or found in a cgroup of its own; with a minus sign, a
   *     process group
   * @throws SyscallException ESRCH when there is no such process; EPERM when it is not ours
   * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
   */
  void send(long pid) {
    Syscall.run(
        "kill",
        Arguments.of("pid", pid, "signal", this),
        () -> Posix.CALLS.kill((int) pid, number));
  }

  /**
   * Finds a signal by its number.
   *
   * @param number 1 to 64
   * @return the signal, or nothing for a number without a name here
   */
  public static Optional<Signal> of(int number) {
    return Arrays.stream(values()).filter(signal -> signal.number == number).findFirst();
  }
}
