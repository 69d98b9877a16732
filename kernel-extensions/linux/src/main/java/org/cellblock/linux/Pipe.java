package org.cellblock.linux;

/**
 * Two ends of a pipe, both closed on exec.
 *
 * @param readEnd what is written comes out here
 * @param writeEnd what is written goes in here
 * @see <a href="https://man7.org/linux/man-pages/man2/pipe.2.html">pipe2(2)</a>
 */
public record Pipe(Fd readEnd, Fd writeEnd) implements AutoCloseable {

  /** Checks that both ends are there. */
  public Pipe {
    Given.notNull(readEnd, "read end", "an open file: Pipe.open() makes both");
    Given.notNull(writeEnd, "write end", "an open file: Pipe.open() makes both");
  }

  /**
   * Makes a pipe.
   *
   * @return the pipe
   * @throws SyscallException EMFILE or ENFILE at a limit of open files
   */
  public static Pipe open() {
    int[] ends = new int[2];
    Syscall.check("pipe2", Arguments.of(), Native.LIBC.pipe2(ends, Fd.O_CLOEXEC));
    return new Pipe(new Fd(ends[0]), new Fd(ends[1]));
  }

  /**
   * Makes a second pipe for the same purpose; when there can't be one, this one is closed.
   *
   * @return the second pipe
   * @throws SyscallException EMFILE or ENFILE at a limit of open files
   */
  public Pipe another() {
    try {
      return open();
    } catch (SyscallException refused) {
      close();
      throw refused;
    }
  }

  /** Closes both ends. */
  @Override
  public void close() {
    readEnd.close();
    writeEnd.close();
  }
}
