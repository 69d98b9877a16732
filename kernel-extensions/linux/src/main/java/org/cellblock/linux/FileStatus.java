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
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
public record FileStatus(int mode, long device, long inode) {

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int TYPE_MODE_AND_INODE = 0x1 | 0x2 | 0x100;
  private static final int SIZE = 256;
  private static final int OFFSET_OF_MODE = 28;
  private static final int OFFSET_OF_INODE = 32;
  private static final int OFFSET_OF_DEVICE = 136;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFLNK = 0120000;
  private static final int S_IFREG = 0100000;

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
        Native.LIBC.statx(
            directory.number(), Names.bytes(name), flags, TYPE_MODE_AND_INODE, buffer.array());
    if (result == -1 && Native.errno() == Errno.ENOENT) {
      return Optional.empty();
    }
    Syscall.check("statx", Arguments.of("path", name), result);
    return Optional.of(
        new FileStatus(
            buffer.getShort(OFFSET_OF_MODE) & 0xffff,
            buffer.getLong(OFFSET_OF_DEVICE),
            buffer.getLong(OFFSET_OF_INODE)));
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

  /** Says whether it is the same file, by whatever name. */
  public boolean isSame(FileStatus other) {
    return inode == other.inode && device == other.device;
  }
}
