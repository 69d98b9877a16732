package org.cellblock.linux;

import java.util.OptionalInt;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * The terminal behind a file descriptor, if there is one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html">TIOCGWINSZ(2)</a>
 */
public final class Terminal {

  private static final long TIOCGWINSZ = 0x5413;
  private static final int SIZE_OF_WINSIZE = 8;
  private static final int OFFSET_OF_COL = 2;

  private Terminal() {}

  /**
   * Asks for the width of a terminal.
   *
   * @param fd a file descriptor: 0 standard input, 1 standard output, 2 standard error
   * @return columns, 0 where nobody has said; nothing when it is closed or no terminal
   */
  public static OptionalInt columns(int fd) {
    Pointer size = Memory.allocateDirect(Native.RUNTIME, SIZE_OF_WINSIZE, true);
    return Native.LIBC.ioctl(fd, TIOCGWINSZ, size) < 0
        ? OptionalInt.empty()
        : OptionalInt.of(size.getShort(OFFSET_OF_COL));
  }
}
