package org.cellblock.containers.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.cellblock.linux.Given;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/** The directory of the host that an image is unpacked into. */
final class UnpackTarget {

  private UnpackTarget() {}

  /** Fills a directory that is absent or empty; whatever goes wrong, it is so again. */
  static Path fill(Path directory, Consumer<Path> unpack) {
    Given.notNull(directory, "unpack into", "a directory that is absent or empty");
    Deque<Path> made = missing(directory.toAbsolutePath().normalize());
    boolean done = false;
    try {
      Path target = emptyDirectory(directory);
      try {
        unpack.accept(target);
        done = true;
      } finally {
        if (!done) {
          empty(target);
        }
      }
      return target;
    } finally {
      if (!done) {
        remove(made);
      }
    }
  }

  /** Lists the directories that will have been made, the last one first. */
  private static Deque<Path> missing(Path directory) {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path up = directory; up != null && !Files.exists(up); up = up.getParent()) {
      missing.addLast(up);
    }
    return missing;
  }

  private static Path emptyDirectory(Path directory) {
    try {
      Path target = Files.createDirectories(directory).toRealPath();
      try (var files = Files.list(target)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "unpack into [%s]: expected an empty directory".formatted(directory));
        }
      }
      return target;
    } catch (IOException unwritable) {
      throw new UncheckedIOException("unpack into " + directory, unwritable);
    }
  }

  private static void empty(Path target) {
    try (RootDirectory root = RootDirectory.open(target)) {
      root.forEachChild(RootPlace::delete);
    }
  }

  private static void remove(Deque<Path> made) {
    try {
      for (Path each : made) {
        Files.deleteIfExists(each);
      }
    } catch (IOException used) {
      throw new UncheckedIOException("remove what was made to unpack into", used);
    }
  }
}
