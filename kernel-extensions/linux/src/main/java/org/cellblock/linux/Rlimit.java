package org.cellblock.linux;

/**
 * A limit on one resource of a process; its children inherit it.
 *
 * @param resource what is limited
 * @param soft the limit in force, 0 or more, or {@link #UNLIMITED}; the process may raise it up to
 *     the hard one
 * @param hard its upper bound, which only {@code CAP_SYS_RESOURCE} in the first user namespace
 *     raises
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public record Rlimit(Resource resource, long soft, long hard) {

  /** No limit: RLIM_INFINITY. */
  public static final long UNLIMITED = -1;

  /**
   * Checks that the limits are ones.
   *
   * @throws IllegalArgumentException for a soft limit above the hard one, or a negative number
   */
  public Rlimit {
    Given.notNull(resource, "resource", "one of getrlimit(2), for example RLIMIT_NOFILE");
    if (soft < UNLIMITED || hard < UNLIMITED || Long.compareUnsigned(soft, hard) > 0) {
      throw new IllegalArgumentException(
          "%s %s: expected a soft limit of at most the hard one, each 0 or more or unlimited"
              .formatted(resource, words(soft, hard)));
    }
  }

  /**
   * Sets the limit on a process, with the rights of the host's threads, as a runtime does that
   * stands outside.
   *
   * @throws SyscallException EPERM for a hard limit above the present one, without {@code
   *     CAP_SYS_RESOURCE} in the first user namespace, or above {@code /proc/sys/fs/nr_open}; ESRCH
   *     when there is no such process
   * @see <a href="https://man7.org/linux/man-pages/man2/prlimit.2.html">prlimit(2)</a>
   */
  void setOn(long pid) {
    long[] limits = {soft, hard};
    Arguments arguments =
        Arguments.of("pid", pid, "resource", resource, "new_limit", words(soft, hard));
    Syscall.runReturningErrno(
        "prlimit", arguments, () -> HostThread.call(() -> errno(pid, limits)));
  }

  private long errno(long pid, long[] limits) {
    int answer = Native.LIBC.prlimit((int) pid, resource.number(), limits, null);
    return answer == 0 ? 0 : Native.errno();
  }

  /** Returns {@code RLIMIT_NOFILE 64:128}. */
  @Override
  public String toString() {
    return resource + " " + words(soft, hard);
  }

  private static String words(long soft, long hard) {
    return word(soft) + ":" + word(hard);
  }

  private static String word(long limit) {
    return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
  }
}
