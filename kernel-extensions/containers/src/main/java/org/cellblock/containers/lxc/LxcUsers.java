package org.cellblock.containers.lxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.HostThread;

/** The users that LXC needs. */
final class LxcUsers {

  private static final long FEW = 65_536;

  private LxcUsers() {}

  /** Refuses a user namespace of few users: LXC gives devices to group 5, among other things. */
  static void check(String container) {
    long users = HostThread.call(LxcUsers::count);
    if (users < FEW) {
      throw new IllegalStateException(
          ("container [%s]: LXC needs root, and here root is that of a user namespace of size %d:"
                  + " start the notebook as root")
              .formatted(container, users));
    }
  }

  private static long count() {
    try {
      return Files.readAllLines(Path.of("/proc/self/gid_map")).stream()
          .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
          .sum();
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }
}
