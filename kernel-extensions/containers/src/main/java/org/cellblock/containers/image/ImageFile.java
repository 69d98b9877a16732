package org.cellblock.containers.image;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * One entry of a layer's tar.
 *
 * @param layer number of the layer, 1 for the lowest
 * @param path as the tar has it, with a leading slash
 * @param type file, directory, link, hard link, whiteout, opaque directory (its marker) or device
 * @param mode octal
 * @param size in bytes
 */
public record ImageFile(int layer, String path, String type, String mode, long size) {

  static ImageFile of(int layer, TarArchiveEntry entry) {
    return new ImageFile(
        layer,
        "/" + name(entry),
        type(entry),
        "%04o".formatted(entry.getMode() & 07777),
        isPlain(entry) ? entry.getSize() : 0);
  }

  /** Returns an entry's path without dots and slashes at its ends. */
  static String name(TarArchiveEntry entry) {
    return entry.getName().replaceAll("^(\\./|/)+|^\\.$|/+$", "");
  }

  private static String type(TarArchiveEntry entry) {
    if (Whiteout.isOne(name(entry))) {
      return Whiteout.isOpaque(name(entry)) ? "opaque directory" : "whiteout";
    }
    if (entry.isDirectory()) {
      return "directory";
    }
    if (entry.isSymbolicLink()) {
      return "link";
    }
    return entry.isLink() ? "hard link" : isPlain(entry) ? "file" : "device";
  }

  /** Says whether an entry is a regular file; the tar library says so of links and devices too. */
  static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSymbolicLink()
        && !entry.isLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }
}
