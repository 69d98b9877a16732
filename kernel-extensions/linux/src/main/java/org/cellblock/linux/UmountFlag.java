package org.cellblock.linux;

/**
 * Flags of umount2(2), under the names of the kernel's headers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/umount.2.html">umount2(2)</a>
 */
public enum UmountFlag {
  /** Unmount although it is in use; few file systems can. */
  MNT_FORCE(1),
  /** Detach now, drop when no longer in use. */
  MNT_DETACH(2),
  /** Mark as expired; the second such call unmounts. */
  MNT_EXPIRE(4),
  /** Don't follow a symbolic link. */
  UMOUNT_NOFOLLOW(8);

  private final int bits;

  UmountFlag(int bits) {
    this.bits = bits;
  }

  /** Returns the flag's bits. */
  public int bits() {
    return bits;
  }

  static int bitsOf(UmountFlag[] flags) {
    int all = 0;
    for (UmountFlag flag : flags) {
      all |= flag.bits();
    }
    return all;
  }
}
