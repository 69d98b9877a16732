package org.cellblock.containers;

import static org.cellblock.linux.MountFlag.MS_BIND;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Linux;

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
  static void fill(Path root) {
    Path dev = root.resolve("dev");
    try {
      for (String device : DEVICES) {
        bind(dev.resolve(device), "/dev/" + device);
      }
      for (Map.Entry<String, String> link : LINKS.entrySet()) {
        link(dev.resolve(link.getKey()), Path.of(link.getValue()));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("make devices in " + dev, unwritable);
    }
  }

  private static void bind(Path place, String device) throws IOException {
    try {
      Files.createFile(place);
    } catch (FileAlreadyExistsException ofTheTreeItself) {
      // then the device is bound over it
    }
    Linux.mount(device, place.toString(), null, MS_BIND);
  }

  private static void link(Path place, Path target) throws IOException {
    try {
      Files.createSymbolicLink(place, target);
    } catch (FileAlreadyExistsException ofTheTreeItself) {
      // then the tree knows better
    }
  }
}
