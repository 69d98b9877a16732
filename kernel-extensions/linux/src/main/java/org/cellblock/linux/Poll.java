package org.cellblock.linux;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * Waits until one of several file descriptors can be read.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {

  private static final int POLLIN = 1;
  private static final int SIZE_OF_POLLFD = 8;
  private static final int OFFSET_OF_EVENTS = 4;
  private static final int OFFSET_OF_REVENTS = 6;

  private Poll() {}

  /**
   * Returns those that can be read without waiting; at their end of file, too.
   *
   * @param fds one or more descriptors
   * @param timeoutMillis how long to wait for the first, in milliseconds; -1 for ever
   * @return some of the given ones; none when the time is up
   * @throws SyscallException what poll(2) lists
   */
  public static List<Fd> readable(List<Fd> fds, int timeoutMillis) {
    Given.notNull(fds, "fds", "one or more descriptors");
    fds.forEach(each -> Given.notNull(each, "fd", "an open descriptor"));
    Pointer array = Memory.allocateDirect(Native.RUNTIME, fds.size() * SIZE_OF_POLLFD);
    for (int i = 0; i < fds.size(); i++) {
      long entry = (long) i * SIZE_OF_POLLFD;
      array.putInt(entry, fds.get(i).number());
      array.putShort(entry + OFFSET_OF_EVENTS, (short) POLLIN);
      array.putShort(entry + OFFSET_OF_REVENTS, (short) 0);
    }
    if (Native.LIBC.poll(array, fds.size(), timeoutMillis) == -1) {
      int errno = Native.errno();
      if (errno == Errno.EINTR) {
        return List.of();
      }
      throw SyscallException.of("poll", Arguments.of("nfds", fds.size()), errno);
    }
    List<Fd> readable = new ArrayList<>();
    for (int i = 0; i < fds.size(); i++) {
      if (array.getShort((long) i * SIZE_OF_POLLFD + OFFSET_OF_REVENTS) != 0) {
        readable.add(fds.get(i));
      }
    }
    return readable;
  }

  /**
   * Waits until one can be read.
   *
   * @throws IllegalStateException when the time is over
   */
  static void until(Fd fd, Deadline deadline) {
    while (readable(List.of(fd), deadline.millisLeft()).isEmpty()) { // a signal ends it early
      deadline.check();
    }
  }
}
