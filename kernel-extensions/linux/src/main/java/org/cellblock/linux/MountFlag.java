package org.cellblock.linux;

/**
 * Flags of mount(2), under the names of the kernel's headers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
public enum MountFlag {
  /** Mount read-only. */
  MS_RDONLY(1),
  /** Ignore set-user-id bits and file capabilities. */
  MS_NOSUID(2),
  /** Refuse access to device files. */
  MS_NODEV(4),
  /** Refuse to run programs. */
  MS_NOEXEC(8),
  /** Change the flags of a mount that exists. */
  MS_REMOUNT(32),
  /** Make a directory or file visible at a second place. */
  MS_BIND(4096),
  /** Move a mount to another place. */
  MS_MOVE(8192),
  /** With {@link #MS_BIND} or a propagation flag: include all mounts below. */
  MS_REC(16384),
  /** Forbid bind mounts of this mount; stop propagation. */
  MS_UNBINDABLE(1 << 17),
  /** Stop propagation to and from this mount. */
  MS_PRIVATE(1 << 18),
  /** Receive propagated events, send none. */
  MS_SLAVE(1 << 19),
  /** Send and receive propagated mount events. */
  MS_SHARED(1 << 20),
  /** Update access times only when they are older than the modification. */
  MS_RELATIME(1 << 21);

  private final int bits;

  MountFlag(int bits) {
    this.bits = bits;
  }

  /** Returns the flag's bits. */
  public int bits() {
    return bits;
  }

  static long bitsOf(MountFlag[] flags) {
    long all = 0;
    for (MountFlag flag : flags) {
      all |= flag.bits;
    }
    return all;
  }
}
