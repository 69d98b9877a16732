package org.cellblock.containers.lxc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cellblock.linux.HostThread;

/** Finds what LXC needs, or says what to do. */
final class Programs {

  private static final long FEW = 65_536;

  private Programs() {}

  static void check(String program, String aptPackage) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
    boolean isThere =
        HostThread.call(
            () ->
                Stream.of(path.split(":"))
                    .filter(directory -> !directory.isEmpty())
                    .anyMatch(directory -> new File(directory, program).canExecute()));
    if (!isThere) {
      throw new IllegalStateException(
          "%s is not installed: apt-get install %s".formatted(program, aptPackage));
    }
  }

  /** Refuses a user namespace of few users: LXC gives devices to group 5, among other things. */
  static void checkUsers(String container) {
    long users = HostThread.call(Programs::users);
    if (users < FEW) {
      throw new IllegalStateException(
          ("container [%s]: LXC needs root, and here root is that of a user namespace of size %d:"
                  + " start the notebook as root")
              .formatted(container, users));
    }
  }

  private static long users() {
    try {
      return Files.readAllLines(Path.of("/proc/self/gid_map")).stream()
          .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
          .sum();
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }
}
