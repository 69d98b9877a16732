package org.cellblock.containers.lxc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.linux.HostThread;

/** Finds what LXC needs, or says what to do. */
final class Programs {

  private static final Path ROOT = Path.of("/");
  private static final long FEW = 65_536;

  private Programs() {}

  static void check(String program) {
    if (find(program).isEmpty()) {
      throw new IllegalStateException(
          "%s is not installed: ./cellblock up --no-open brings it".formatted(program));
    }
  }

  private static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
    return HostThread.call(
        () ->
            Stream.of(path.split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst()
                .map(File::toPath));
  }

  /** Where LXC's package lies: {@code /}, or the directory that it was unpacked in. */
  static Path prefix() {
    return find("lxc-start").map(program -> HostThread.call(() -> above(program))).orElse(ROOT);
  }

  private static Path above(Path program) {
    try {
      Path usr = program.toRealPath().getParent().getParent();
      return usr.endsWith("usr") ? usr.getParent() : ROOT;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
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
