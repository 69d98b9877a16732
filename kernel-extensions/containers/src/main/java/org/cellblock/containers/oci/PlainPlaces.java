package org.cellblock.containers.oci;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/** The places that a runtime fills by their plain names: it would follow a link there, and out. */
final class PlainPlaces {

  private static final List<String> FILLED = List.of("dev", "proc", "sys");

  private PlainPlaces() {}

  /** Throws for a root in which one of them is a symbolic link. */
  static void check(Path root) {
    try (RootDirectory inside = RootDirectory.open(root)) {
      for (String each : FILLED) {
        try (RootPlace place = inside.place(each)) {
          if (place.status().filter(FileStatus::isLink).isPresent()) {
            throw new IllegalArgumentException(
                "root file system [%s]: its %s is a symbolic link, which a runtime follows out of"
                        .formatted(root, each)
                    + " it; expected a directory");
          }
        }
      }
    }
  }
}
