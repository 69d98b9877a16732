package org.cellblock.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

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

  /** A path or most files of /proc; jnr copies all of it, however little the kernel fills. */
  private final byte[] buffer = new byte[4 * 1024];

  private static final int OFFSET_OF_TYPE = 18;
  private static final int DT_DIR = 4;
  private static final int DT_REG = 8;

  /** Takes over an open directory. */
  DirectoryFd(Fd fd) {
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
   * Opens a directory that may be gone.
   *
   * @param path the directory
   * @return the open directory, to be closed; nothing when it has vanished or may not be read
   */
  public static Optional<DirectoryFd> openIfThere(String path) {
    Given.text(path, "path");
    int number = Native.LIBC.open(path, O_DIRECTORY | Fd.O_CLOEXEC, 0);
    return number < 0 ? Optional.empty() : Optional.of(new DirectoryFd(new Fd(number)));
  }

  /**
   * Passes on the names of all entries, from the first, without {@code .} and {@code ..}; none of a
   * directory that has been removed.
   *
   * @param names who gets them
   * @throws SyscallException what getdents64(2) lists
   */
  public void list(Consumer<String> names) {
    list(type -> true, names);
  }

  /**
   * Passes on the names of those entries that are directories, in a file system that tells the
   * types of entries: /proc, /sys and cgroups do.
   *
   * @param names who gets them
   * @throws SyscallException what getdents64(2) lists
   */
  public void listDirectories(Consumer<String> names) {
    list(type -> type == DT_DIR, names);
  }

  /**
   * Passes on the names of those entries that are regular files, in a file system that tells the
   * types of entries.
   *
   * @param names who gets them
   * @throws SyscallException what getdents64(2) lists
   */
  public void listFiles(Consumer<String> names) {
    list(type -> type == DT_REG, names);
  }

  private void list(IntPredicate types, Consumer<String> names) {
    Given.notNull(names, "names", "who gets them");
    ByteBuffer entries = ByteBuffer.wrap(new byte[32 * 1024]).order(ByteOrder.nativeOrder());
    long filled;
    while ((filled = fill(entries)) > 0) {
      for (int at = 0; at < filled; at += entries.getShort(at + OFFSET_OF_RECLEN)) {
        String name = nameAt(entries.array(), at + OFFSET_OF_NAME);
        if (types.test(entries.get(at + OFFSET_OF_TYPE))
            && !name.equals(".")
            && !name.equals("..")) {
          names.accept(name);
        }
      }
    }
  }

  private long fill(ByteBuffer entries) {
    long filled =
        Native.LIBC.syscall(
            SyscallNumber.GETDENTS64.number(), open(), entries.array(), entries.capacity());
    if (filled < 0 && Native.errno() == Errno.ENOENT) {
      return 0; // open, but removed meanwhile
    }
    return Syscall.check("getdents64", Arguments.of("fd", fd.number()), filled);
  }

  /**
   * Returns what a symbolic link below this directory points to.
   *
   * @param path relative to this directory
   * @return the target, or nothing when the link has vanished or may not be read
   */
  public Optional<String> readlink(String path) {
    Given.text(path, "path");
    long length = Native.LIBC.readlinkat(open(), path, buffer, buffer.length);
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
    Given.text(path, "path");
    // a root may have a pipe under a file's name, which nobody writes to
    int number = Native.LIBC.openat(open(), path, Fd.O_CLOEXEC | ControlFile.O_NONBLOCK, 0);
    if (number < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Fd file = new Fd(number)) {
      byte[] chunk = buffer;
      long count;
      while ((count = Native.LIBC.read(file.number(), chunk, chunk.length)) > 0) {
        text.write(chunk, 0, (int) count);
        chunk = count == buffer.length ? new byte[32 * 1024] : chunk;
      }
      return count < 0 ? Optional.empty() : Optional.of(text.toString(StandardCharsets.UTF_8));
    }
  }

  /** To the kernel, -1 is no directory: what is read there would look as if it had vanished. */
  private int open() {
    int number = fd.number();
    if (number < 0) {
      throw new IllegalStateException(
          "directory: expected it open, and it is closed; open it anew");
    }
    return number;
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
