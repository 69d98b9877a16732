package org.cellblock.labs.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Namespace;

/** Reads from /proc which namespaces a cell's thread, the host and processes are in. */
final class Links {

  private static final int HEADER_LINES = 2;

  private Links() {}

  /** Returns for example {@code uts:[4026532177]}, the link of the cell's thread. */
  static String of(Cell cell, Namespace kind) {
    return read(thread(cell).resolve("ns/" + kind.procName())).orElseThrow();
  }

  /** Returns the link of this process's first thread, which is on the host. */
  static String ofHost(Namespace kind) {
    return read(Path.of("/proc/self/ns/" + kind.procName())).orElseThrow();
  }

  /** Returns the kinds whose links are the same for both processes. */
  static Set<Namespace> shared(long pid, long other) {
    Set<Namespace> shared = EnumSet.noneOf(Namespace.class);
    for (Namespace kind : Namespace.values()) {
      Optional<String> link = read(Path.of("/proc/" + pid + "/ns/" + kind.procName()));
      if (link.isPresent()
          && link.equals(read(Path.of("/proc/" + other + "/ns/" + kind.procName())))) {
        shared.add(kind);
      }
    }
    return shared;
  }

  /** Returns the names of the devices that the cell's thread sees. */
  static List<String> networkDevices(Cell cell) {
    try {
      return Files.readAllLines(thread(cell).resolve("net/dev")).stream()
          .skip(HEADER_LINES)
          .map(line -> line.substring(0, line.indexOf(':')).strip())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path thread(Cell cell) {
    return Path.of("/proc/self/task/" + cell.tid());
  }

  private static Optional<String> read(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (NoSuchFileException absent) {
      return Optional.empty(); // a kind that this kernel lacks
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
