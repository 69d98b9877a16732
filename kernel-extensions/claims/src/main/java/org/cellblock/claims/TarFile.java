package org.cellblock.claims;

import java.nio.file.Path;
import org.cellblock.containers.Cell;

/**
 * Files of a container in a tar file, as {@code docker export} and {@code docker import} have them.
 */
final class TarFile {

  private TarFile() {}

  /** Writes the files of a container of ours to a tar file; what the kernel shows are no files. */
  static void export(Cell container, Path tar) {
    String root = "/proc/%d/root".formatted(Trial.sleep(container).pid());
    Trial.onHost(
        "tar",
        "-c",
        "--exclude=./proc/*",
        "--exclude=./sys/*",
        "--exclude=./dev/*",
        "-f",
        tar.toString(),
        "-C",
        root,
        ".");
  }

  /** Writes the tree of busybox to a tar file. */
  static void busybox(Path tar) {
    try (Cell container = Trial.container()) {
      export(container, tar);
    }
  }

  /** Unpacks a tar file; whoever unpacks it owns the files. */
  static void unpack(Path tar, Path directory) {
    Trial.onHost("tar", "-x", "--no-same-owner", "-f", tar.toString(), "-C", directory.toString());
  }
}
