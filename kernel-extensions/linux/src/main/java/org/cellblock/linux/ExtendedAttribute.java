package org.cellblock.linux;

import java.nio.charset.StandardCharsets;
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
   * Reads an attribute of a file or directory; a symbolic link is refused.
   *
   * <p>{@code trusted.*} shows itself to {@code CAP_SYS_ADMIN} in the first user namespace only.
   *
   * @param place where it is
   * @param name with its name space, for example {@code trusted.overlay.opaque}
   * @return the value; nothing when the file has no such attribute, or has vanished
   * @throws SyscallException ERANGE for a value above 255 bytes; EACCES when it may not be read;
   *     what fgetxattr(2) lists
   * @see <a href="https://man7.org/linux/man-pages/man2/getxattr.2.html">fgetxattr(2)</a>
   */
  public static Optional<String> read(RootPlace place, String name) {
    Given.notNull(place, "place", "one of a file");
    Given.text(name, "attribute");
    byte[] value = new byte[LONGEST];
    try (Fd file = place.open()) {
      long length = Native.LIBC.fgetxattr(file.number(), name, value, value.length);
      Arguments arguments = Arguments.of("path", place.name(), "name", name);
      Syscall.check("fgetxattr", arguments, length);
      return Optional.of(new String(value, 0, (int) length, StandardCharsets.UTF_8));
    } catch (SyscallException refused) {
      if (ABSENT.contains(refused.errnoName())) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
