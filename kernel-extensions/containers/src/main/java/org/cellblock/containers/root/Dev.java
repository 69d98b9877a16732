package org.cellblock.containers.root;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/** The smallest /dev that programs expect: six devices of the host's, bound, and four links. */
final class Dev {

  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty");

  private static final Map<String, String> LINKS =
      Map.of(
          "fd", "/proc/self/fd",
          "stdin", "/proc/self/fd/0",
          "stdout", "/proc/self/fd/1",
          "stderr", "/proc/self/fd/2");

  private Dev() {}

  /** Fills the /dev of a root that is mounted in the calling thread's namespace. */
  static void fill(RootDirectory root) {
    for (String device : DEVICES) {
      root.bind(Path.of("/dev", device), "dev/" + device); // also over a file of the tree itself
    }
    for (Map.Entry<String, String> link : LINKS.entrySet()) {
      try (RootPlace place = root.place("dev/" + link.getKey())) {
        if (place.status().isEmpty()) { // else the tree knows better
          place.makeLink(link.getValue());
        }
      }
    }
  }
}
