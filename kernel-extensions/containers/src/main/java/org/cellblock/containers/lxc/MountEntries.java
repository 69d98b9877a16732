package org.cellblock.containers.lxc;

import java.nio.file.Path;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;
import org.cellblock.linux.SyscallException;

/**
 * Checks the places of {@code lxc.mount.entry}: with {@code create=dir}, LXC makes them on the host
 * where dots or a link of the root lead there.
 */
final class MountEntries {

  private static final String KEY = "lxc.mount.entry";

  private MountEntries() {}

  /** Throws for an entry whose place is not plainly in the root. */
  static void check(LxcConfig config, Path rootfs) {
    try (RootDirectory root = RootDirectory.open(rootfs)) {
      config
          .text()
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith(KEY))
          .map(line -> line.substring(KEY.length()).strip().replaceFirst("^=", "").strip())
          .filter(entry -> !entry.isEmpty())
          .forEach(entry -> check(root, rootfs.toString(), entry));
    }
  }

  private static void check(RootDirectory root, String rootfs, String entry) {
    String[] fields = entry.split("\\s+");
    String place = fields.length < 2 ? "" : decoded(fields[1]);
    String inside = place.startsWith(rootfs) ? place.substring(rootfs.length()) : place;
    StringBuilder way = new StringBuilder();
    for (String name : inside.split("/")) {
      if (name.equals("..")) {
        throw refused(entry, "it has dots that lead up; expected a place below the root");
      }
      way.append('/').append(name);
      if (!name.isEmpty() && !name.equals(".") && isLink(root, way.toString())) {
        throw refused(
            entry,
            "[%s] is a symbolic link in the root; expected a directory"
                .formatted(way.toString().replaceFirst("^/+", "")));
      }
    }
  }

  private static boolean isLink(RootDirectory root, String path) {
    try (RootPlace place = root.place(path)) {
      return place.status().filter(FileStatus::isLink).isPresent();
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        return false; // below what isn't there is no link
      }
      throw refused;
    }
  }

  /** As getmntent(3) reads a field. */
  private static String decoded(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  private static IllegalArgumentException refused(String entry, String why) {
    return new IllegalArgumentException("mount [%s]: %s".formatted(entry, why));
  }
}
