package org.cellblock.linux;

/**
 * A file that lives in memory only: it has no name, and ends with this process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>
 */
public final class MemoryFile {

  private static final int MFD_CLOEXEC = 1;

  private final Fd fd;

  private MemoryFile(Fd fd) {
    this.fd = fd;
  }

  /**
   * Makes a file with the given content, to be read or executed.
   *
   * @param name shown in {@code /proc/PID/fd}, for people only
   * @param content all of it
   * @return the file
   * @throws SyscallException EMFILE at the limit of open files
   */
  public static MemoryFile of(String name, byte[] content) {
    long number = Native.LIBC.memfd_create(name, MFD_CLOEXEC);
    Arguments arguments = Arguments.of("name", name);
    try (Fd writable = new Fd((int) Syscall.check("memfd_create", arguments, number))) {
      writable.write(content);
      // opened a second time: a file that is open for writing can't be executed (ETXTBSY)
      return new MemoryFile(Fd.openForReading("/proc/self/fd/" + writable.number()));
    }
  }

  /** Returns a path by which a child can execute the file, in any root that shows this /proc. */
  public String path() {
    return "/proc/self/fd/" + fd.number();
  }
}
