package org.cellblock.linux;

import java.util.Arrays;

/**
 * An open file descriptor of this process, closed on exec.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2)</a>
 */
public final class Fd implements AutoCloseable {

  /** Set O_CLOEXEC on everything: nothing of ours may reach a program by chance. */
  static final int O_CLOEXEC = 02000000;

  /** Differs between architectures, as does {@link DirectoryFd#O_DIRECTORY}. */
  private static final int O_NOFOLLOW =
      "aarch64".equals(System.getProperty("os.arch")) ? 0100000 : 0400000;

  private static final long FIRST_AFTER_STDERR = 3;
  private static final long LAST = 0xffff_ffffL;
  private static final long CLOSE_RANGE_CLOEXEC = 4;
  private static final String BUFFER = "where to read, for example new byte[4096]";

  /** Whether this kernel has close_range(2), as far as is known: Linux 5.9. */
  private static volatile boolean hasCloseRange = true;

  private int number;

  Fd(int number) {
    this.number = number;
  }

  static Fd open(String path, int flags) {
    Arguments arguments = Arguments.of("path", Given.text(path, "path"));
    return new Fd(
        (int) Syscall.check("open", arguments, Native.LIBC.open(path, flags | O_CLOEXEC, 0)));
  }

  /**
   * Marks all files that this process has open to be closed on exec: Java opens jars and sockets
   * without, and a container's program would have them. Kernels before 5.11 can't.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/close_range.2.html">close_range(2)</a>
   */
  static void closeAllOnExec() {
    long answer =
        Native.LIBC.syscall(
            SyscallNumber.CLOSE_RANGE.number(), FIRST_AFTER_STDERR, LAST, CLOSE_RANGE_CLOEXEC);
    int errno = answer < 0 ? Native.errno() : 0;
    hasCloseRange = errno != Errno.ENOSYS;
    if (errno != 0 && errno != Errno.ENOSYS && errno != Errno.EINVAL) {
      throw SyscallException.of("close_range", Arguments.of("first", FIRST_AFTER_STDERR), errno);
    }
  }

  static boolean hasCloseRange() {
    return hasCloseRange;
  }

  /**
   * Opens a file for reading.
   *
   * @param path the file
   * @return its descriptor
   * @throws SyscallException ENOENT, EACCES, or what open(2) lists
   */
  public static Fd openForReading(String path) {
    return open(path, 0);
  }

  /**
   * Opens a directory, and nothing else that has its name by now: a link is not followed.
   *
   * @param path the directory
   * @return its descriptor
   * @throws SyscallException ENOTDIR for anything but a directory; ENOENT, EACCES, or what open(2)
   *     lists
   */
  public static Fd openDirectory(String path) {
    return open(path, DirectoryFd.O_DIRECTORY | O_NOFOLLOW);
  }

  /** Returns the descriptor's number. */
  public int number() {
    return number;
  }

  /**
   * Reads what is there.
   *
   * @param buffer where to
   * @return number of bytes, or -1 at the end
   * @throws SyscallException what read(2) lists
   */
  public int read(byte[] buffer) {
    Given.notNull(buffer, "buffer", BUFFER);
    while (true) {
      long count = Native.LIBC.read(number, buffer, buffer.length);
      if (count >= 0) {
        return count == 0 ? -1 : (int) count;
      }
      if (Native.errno() != Errno.EINTR) {
        throw SyscallException.of("read", Arguments.of("fd", number), Native.errno());
      }
    }
  }

  /**
   * Reads from the beginning, without moving: the kernel makes such a file anew for each reader.
   *
   * @param buffer where to; what doesn't fit is left out
   * @return number of bytes, or -1 when what the file describes is gone
   * @throws SyscallException what pread(2) lists, but for ESRCH (a process that has ended) and
   *     ENODEV (a cgroup that was removed)
   */
  public int readAgain(byte[] buffer) {
    Given.notNull(buffer, "buffer", BUFFER);
    while (true) {
      long count = Native.LIBC.pread(number, buffer, buffer.length, 0);
      if (count >= 0) {
        return (int) count;
      }
      int errno = Native.errno();
      if (errno == Errno.ESRCH || errno == Errno.ENODEV) {
        return -1;
      }
      if (errno != Errno.EINTR) {
        throw SyscallException.of("pread", Arguments.of("fd", number), errno);
      }
    }
  }

  /**
   * Writes all the given bytes.
   *
   * @param bytes what to write
   * @throws SyscallException what write(2) lists, for example EPIPE
   */
  public void write(byte[] bytes) {
    byte[] rest = Given.notNull(bytes, "bytes", "what to write");
    while (rest.length > 0) {
      byte[] chunk = rest;
      int count =
          (int)
              Syscall.check(
                  "write",
                  Arguments.of("fd", number, "count", chunk.length),
                  Posix.CALLS.write(number, chunk, chunk.length));
      rest = Arrays.copyOfRange(rest, count, rest.length);
    }
  }

  /** Closes the descriptor; a second time does nothing. */
  @Override
  public synchronized void close() {
    if (number >= 0) {
      Native.LIBC.close(number);
      number = -1;
    }
  }
}
