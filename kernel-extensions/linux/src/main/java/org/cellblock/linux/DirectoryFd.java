package org.cellblock.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open directory, for scans of {@code /proc}: few calls for each entry, and an entry that has
 * vanished is an empty answer, never an error.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents64(2)</a>
 */
public final class DirectoryFd implements AutoCloseable {

  static final int O_DIRECTORY = "aarch64".equals(System.getProperty("os.arch")) ? 040000 : 0200000;
  private static final int OFFSET_OF_RECLEN = 16;
  private static final int OFFSET_OF_NAME = 19;

  private final Fd fd;
  private final byte[] buffer = new byte[32 * 1024];

  private DirectoryFd(Fd fd) {
    this.fd = fd;
  }

  /**
   * Opens a directory.
   *
   * @param path the directory
   * @return the open directory, to be closed; used by one thread at a time
   * @throws SyscallException ENOENT, ENOTDIR or EACCES
   */
  public static DirectoryFd open(String path) {
    return new DirectoryFd(Fd.open(path, O_DIRECTORY));
  }

  /**
   * Passes on the names of all entries, from the first, without {@code .} and {@code ..}.
   *
   * @param names who gets them
   * @throws SyscallException what getdents64(2) lists
   */
  public void list(Consumer<String> names) {
    ByteBuffer entries = ByteBuffer.wrap(new byte[32 * 1024]).order(ByteOrder.nativeOrder());
    while (true) {
      long filled =
          Syscall.check(
              "getdents64",
              Arguments.of("fd", fd.number()),
              Native.LIBC.syscall(
                  SyscallNumber.GETDENTS64.number(),
                  fd.number(),
                  entries.array(),
                  entries.capacity()));
      if (filled == 0) {
        return;
      }
      for (int at = 0; at < filled; at += entries.getShort(at + OFFSET_OF_RECLEN)) {
        String name = nameAt(entries.array(), at + OFFSET_OF_NAME);
        if (!name.equals(".") && !name.equals("..")) {
          names.accept(name);
        }
      }
    }
  }

  /**
   * Returns what a symbolic link below this directory points to.
   *
   * @param path relative to this directory
   * @return the target, or nothing when the link has vanished or may not be read
   */
  public Optional<String> readlink(String path) {
    long length = Native.LIBC.readlinkat(fd.number(), path, buffer, buffer.length);
    return length < 0
        ? Optional.empty()
        : Optional.of(new String(buffer, 0, (int) length, StandardCharsets.UTF_8));
  }

  /**
   * Returns the content of a file below this directory.
   *
   * @param path relative to this directory
   * @return all of it, undecodable bytes replaced; nothing when the file has vanished or may not be
   *     read
   */
  public Optional<String> read(String path) {
    int number = Native.LIBC.openat(fd.number(), path, Fd.O_CLOEXEC, 0);
    if (number < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Fd file = new Fd(number)) {
      long count;
      while ((count = Native.LIBC.read(file.number(), buffer, buffer.length)) > 0) {
        text.write(buffer, 0, (int) count);
      }
      return count < 0 ? Optional.empty() : Optional.of(text.toString(StandardCharsets.UTF_8));
    }
  }

  /** Closes the directory. */
  @Override
  public void close() {
    fd.close();
  }

  private static String nameAt(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
