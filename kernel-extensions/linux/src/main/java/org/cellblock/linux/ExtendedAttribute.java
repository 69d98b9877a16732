package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The extended attributes of files, in every name space; Java itself reads {@code user.*} only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class ExtendedAttribute {

  private static final int LONGEST = 255;

  /** No such attribute, no attributes in this file system, no such file any more. */
  private static final Set<String> ABSENT = Set.of("ENODATA", "EOPNOTSUPP", "ENOTSUP", "ENOENT");

  private ExtendedAttribute() {}

  /**
   * Reads an attribute of a file; a symbolic link is not followed.
   *
   * <p>{@code trusted.*} shows itself to {@code CAP_SYS_ADMIN} in the first user namespace only.
   *
   * @param file the file
   * @param name with its name space, for example {@code trusted.overlay.opaque}
   * @return the value; nothing when the file has no such attribute, or has vanished
   * @throws SyscallException ERANGE for a value above 255 bytes; EACCES; what lgetxattr(2) lists
   * @see <a href="https://man7.org/linux/man-pages/man2/getxattr.2.html">lgetxattr(2)</a>
   */
  public static Optional<String> read(Path file, String name) {
    Given.notNull(file, "file", "a path");
    byte[] value = new byte[LONGEST];
    long length = Native.LIBC.lgetxattr(file.toString(), name, value, value.length);
    if (length < 0) {
      int errno = Native.errno();
      if (ABSENT.contains(Errno.of(errno).name())) {
        return Optional.empty();
      }
      throw SyscallException.of("lgetxattr", Arguments.of("path", file, "name", name), errno);
    }
    return Optional.of(new String(value, 0, (int) length, StandardCharsets.UTF_8));
  }
}
