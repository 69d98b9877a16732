package org.cellblock.linux;

/**
 * What statx(2) says of an open file.
 *
 * @param mode its type and permissions
 * @param inode its number in its file system
 * @param device the file system, {@code 0:45}, as {@code /proc/PID/mountinfo} has it
 * @param special the device that a device file stands for, {@code 1:3}
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
record FileStat(int mode, long inode, String device, String special) {

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int SPECIAL = 128;
  private static final int DEVICE = 136;
  private static final int UNSIGNED_SHORT = 0xffff;
  private static final int S_IFMT = 0170000;

  static FileStat of(Fd fd) {
    ScanMemory memory = ScanMemory.take();
    try {
      int status =
          Native.LIBC.statx(
              fd.number(), memory.empty(), AT_EMPTY_PATH, STATX_BASIC_STATS, memory.answer());
      Syscall.check("statx", Arguments.of("fd", fd.number()), status);
      return new FileStat(
          memory.answerInt(MODE) & UNSIGNED_SHORT,
          memory.answerLong(INODE),
          memory.answerInt(DEVICE) + ":" + memory.answerInt(DEVICE + Integer.BYTES),
          memory.answerInt(SPECIAL) + ":" + memory.answerInt(SPECIAL + Integer.BYTES));
    } finally {
      memory.giveBack();
    }
  }

  boolean isSameFile(FileStat other) {
    return inode == other.inode && device.equals(other.device);
  }

  boolean isDevice() {
    return (mode & S_IFMT) == 0020000 || (mode & S_IFMT) == 0060000;
  }

  boolean isFifo() {
    return (mode & S_IFMT) == 0010000;
  }
}
