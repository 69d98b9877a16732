package org.cellblock.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a file is.
 *
 * @param mode type and permissions, as st_mode
 * @param device the number of its file system
 * @param inode its number there
 * @param special the device that a device file stands for, as statx(2) has it: major and minor
 * @param size of its content, in bytes
 * @param links how many names it has
 * @param uid of the owner
 * @param gid of the group
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
public record FileStatus(
    int mode, long device, long inode, long special, long size, long links, int uid, int gid) {

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int WANTED = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100 | 0x200;
  private static final int SIZE = 256;
  private static final int OFFSET_OF_SPECIAL = 128;
  private static final int OFFSET_OF_LINKS = 16;
  private static final int OFFSET_OF_UID = 20;
  private static final int OFFSET_OF_GID = 24;
  private static final int OFFSET_OF_MODE = 28;
  private static final int OFFSET_OF_SIZE = 40;
  private static final int OFFSET_OF_INODE = 32;
  private static final int OFFSET_OF_DEVICE = 136;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFLNK = 0120000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFIFO = 0010000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;

  /** Asks of an open file. */
  static FileStatus of(Fd file) {
    return of(file, "");
  }

  /** Asks of an open file, or of a name in an open directory, which is not followed. */
  static FileStatus of(Fd directory, String name) {
    return ifThere(directory, name)
        .orElseThrow(() -> SyscallException.of("statx", Arguments.of("path", name), Errno.ENOENT));
  }

  /** Asks of a name in an open directory that may be absent. */
  static Optional<FileStatus> ifThere(Fd directory, String name) {
    ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    int flags = AT_SYMLINK_NOFOLLOW | (name.isEmpty() ? AT_EMPTY_PATH : 0);
    int result =
        Native.LIBC.statx(directory.number(), Names.bytes(name), flags, WANTED, buffer.array());
    if (result == -1 && Native.errno() == Errno.ENOENT) {
      return Optional.empty();
    }
    Syscall.check("statx", Arguments.of("path", name), result);
    return Optional.of(
        new FileStatus(
            buffer.getShort(OFFSET_OF_MODE) & 0xffff,
            buffer.getLong(OFFSET_OF_DEVICE),
            buffer.getLong(OFFSET_OF_INODE),
            buffer.getLong(OFFSET_OF_SPECIAL),
            buffer.getLong(OFFSET_OF_SIZE),
            Integer.toUnsignedLong(buffer.getInt(OFFSET_OF_LINKS)),
            buffer.getInt(OFFSET_OF_UID),
            buffer.getInt(OFFSET_OF_GID)));
  }

  /** Says whether it is a directory. */
  public boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  /** Says whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & S_IFMT) == S_IFLNK;
  }

  /** Says whether it is a regular file. */
  public boolean isFile() {
    return (mode & S_IFMT) == S_IFREG;
  }

  /** Says whether it stands for a device. */
  boolean isDevice() {
    return (mode & S_IFMT) == S_IFCHR || (mode & S_IFMT) == S_IFBLK;
  }

  boolean isFifo() {
    return (mode & S_IFMT) == S_IFIFO;
  }

  /** Returns its file system as {@code /proc/PID/mountinfo} has it: {@code 0:45}. */
  String deviceName() {
    return name(device);
  }

  /** Returns the device that a device file stands for: {@code 1:3}. */
  String specialName() {
    return name(special);
  }

  private static String name(long device) {
    return (int) device + ":" + (device >>> Integer.SIZE);
  }

  /** Says whether it is the same file, by whatever name. */
  public boolean isSame(FileStatus other) {
    Given.notNull(other, "other", "what another file is");
    return inode == other.inode && device == other.device;
  }
}
