package org.cellblock.linux;

/**
 * The numeric entries of an open directory, read without a string for each.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents64(2)</a>
 */
final class Listing {

  private static final int OFFSET_OF_RECLEN = 16;
  private static final int OFFSET_OF_NAME = 19;
  private static final long GETDENTS64 = SyscallNumber.GETDENTS64.number();

  private Listing() {}

  /**
   * Adds the numbers to a list.
   *
   * @return 0, or -1 with errno when the directory can't be read, or no longer
   */
  static long numbers(int directory, ScanMemory memory, NumberList into) {
    while (true) {
      long filled =
          Native.LIBC.syscall(
              GETDENTS64, directory, memory.listing(), (long) ScanMemory.LISTING_SIZE);
      if (filled <= 0) {
        return filled;
      }
      for (int at = 0; at < filled; at += memory.listingShort(at + OFFSET_OF_RECLEN)) {
        addNumber(memory, at + OFFSET_OF_NAME, into);
      }
    }
  }

  private static void addNumber(ScanMemory memory, int start, NumberList into) {
    int number = 0;
    int at = start;
    for (int digit; (digit = memory.listingByte(at)) != 0; at++) {
      if (digit < '0' || digit > '9') {
        return;
      }
      number = 10 * number + (digit - '0');
    }
    into.add(number);
  }
}
