package org.cellblock.linux;

/**
 * Numbers that are fixed while the machine runs.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sysconf.3.html">sysconf(3)</a>
 */
public final class Sysconf {

  private static final int SC_CLK_TCK = 2;
  private static final int SC_PAGESIZE = 30;

  private Sysconf() {}

  /** Returns the size of a page in bytes, the unit of {@code /proc/PID/statm}. */
  public static long pageSize() {
    return Native.LIBC.sysconf(SC_PAGESIZE);
  }

  /** Returns how many clock ticks a second has, the unit of times in {@code /proc/PID/stat}. */
  public static long clockTicks() {
    return Native.LIBC.sysconf(SC_CLK_TCK);
  }
}
