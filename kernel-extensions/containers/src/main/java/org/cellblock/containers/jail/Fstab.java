package org.cellblock.containers.jail;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_RDONLY;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.Given;
import org.cellblock.linux.RootDirectory;

/**
 * A line of fstab(5) in a jail's {@code mount}.
 *
 * @param source what is mounted
 * @param target where, below the jail's root
 * @param type tmpfs or nullfs
 * @param isReadOnly whether its options have {@code ro}
 */
record Fstab(String source, Path target, String type, boolean isReadOnly) {

  private static final int FIELDS = 4;

  /** Reads a line whose target is a path on the host, below the jail's. */
  static Fstab parse(String line, String path) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length < FIELDS || !List.of("tmpfs", "nullfs").contains(fields[2])) {
      throw new IllegalArgumentException(
          "mount [%s]: expected a source, a place, tmpfs or nullfs, and options".formatted(line));
    }
    Path target = Given.path(fields[1], "mount on").normalize();
    Path root = Given.path(path, "path").normalize();
    if (!target.startsWith(root)) {
      throw new IllegalArgumentException(
          "mount [%s]: expected a place below the jail's path [%s]".formatted(line, path));
    }
    boolean isReadOnly = List.of(fields[3].split(",")).contains("ro");
    return new Fstab(fields[0], root.relativize(target), fields[2], isReadOnly);
  }

  /** Returns a root that has these mounts in it. */
  static RootFs in(RootFs root, List<Fstab> lines) {
    RootFs all =
        () -> {
          Path mounted = root.mount();
          lines.forEach(line -> line.mount(mounted));
          return mounted;
        };
    return root.equals(root.openProc()) ? all.openProc() : all;
  }

  private void mount(Path root) {
    String place = target.toString();
    try (RootDirectory inside = RootDirectory.open(root)) {
      if (inside.status(place).filter(FileStatus::isDirectory).isEmpty()) {
        throw new IllegalArgumentException(
            "mount on [%s]: expected a directory in the jail's root".formatted(target));
      }
      if (type.equals("tmpfs")) {
        inside.mount(source, place, "tmpfs", null);
      } else {
        inside.bind(Given.path(source, "mount"), place);
      }
      if (isReadOnly) {
        inside.mount(null, place, null, null, MS_REMOUNT, MS_BIND, MS_RDONLY);
      }
    }
  }
}
