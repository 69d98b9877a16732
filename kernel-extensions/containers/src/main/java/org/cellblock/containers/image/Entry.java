package org.cellblock.containers.image;

import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Checks what an entry of a layer's tar says, before anything is made of it. */
final class Entry {

  private static final int SHOWN = 200;

  private Entry() {}

  /** Returns the entry's path; the empty string is the root directory itself. */
  static String checked(TarArchiveEntry entry) {
    String path = ImageFile.name(entry);
    checkPath(entry, "path", path);
    if (entry.isLink() || entry.isSymbolicLink()) {
      checkPath(entry, "link", entry.getLinkName());
      if (entry.getLinkName().isEmpty()) {
        throw refused(entry, "it links to nothing; expected a path");
      }
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.equals("..") || last.equals(".")) {
      throw refused(entry, "it names no file; expected a path that doesn't end in dots");
    }
    if (path.isEmpty() && !entry.isDirectory()) {
      throw refused(entry, "it is the root itself; expected a directory");
    }
    if (Whiteout.isOne(path) && !Whiteout.isOpaque(path) && !Whiteout.namesOne(path)) {
      throw refused(entry, "it deletes nothing that has a name; expected .wh. and a file's name");
    }
    return path;
  }

  static IllegalArgumentException refused(TarArchiveEntry entry, String why) {
    return new IllegalArgumentException(
        "layer entry [%s]: %s".formatted(shown(entry.getName()), why));
  }

  /** Shortens a name for a message; it may have anything in it. */
  static String shown(String name) {
    String text = name.replace("\0", "\\0").replace("\n", "\\n");
    return text.length() <= SHOWN
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, SHOWN), text.length());
  }

  private static void checkPath(TarArchiveEntry entry, String what, String path) {
    if (path.indexOf('\0') >= 0) {
      throw refused(entry, "its %s has a NUL character, at which Linux would end".formatted(what));
    }
    checkLength(entry, what, path, UnpackLimits.LONGEST_PATH);
    for (String name : path.split("/")) {
      checkLength(entry, "name in its " + what, name, UnpackLimits.LONGEST_NAME);
    }
  }

  private static void checkLength(TarArchiveEntry entry, String what, String text, int most) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > most) {
      throw refused(
          entry, "its %s has [%d] bytes; expected at most %d".formatted(what, length, most));
    }
  }
}
