package org.cellblock.linux;

/**
 * What prctl(2) can change of the calling thread for good, of those that a container is made with.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/prctl.2.html">prctl(2)</a>
 */
public enum PrctlOption {
  /** Keep the permitted capabilities when all user ids leave 0; 1 or 0. */
  PR_SET_KEEPCAPS(8),
  /** Drop the capability of this number from the bounding set: no execve(2) gains it any more. */
  PR_CAPBSET_DROP(24),
  /** Let no execve(2) gain anything, by no set-user-ID program either; 1, and never back. */
  PR_SET_NO_NEW_PRIVS(38);

  private final int number;

  PrctlOption(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
