package org.cellblock.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;

/** What the calling thread reads in its {@code /proc}. */
final class Proc {

  private Proc() {}

  /** Returns this process's id. */
  static long self() {
    return ProcessHandle.current().pid();
  }

  /** Reads a value of {@code /proc/PID/status}, its words one blank apart. */
  static String status(long pid, String key) throws IOException {
    return status("/proc/" + pid + "/status", key);
  }

  /** Reads a value of such a file, its words one blank apart. */
  static String status(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElseThrow(() -> new NotTestableHere("a line %s in %s".formatted(key, file)));
  }

  /** Returns the number of a process's namespace of a kind. */
  static long namespace(long pid, Namespace kind) {
    return NamespaceLink.readAll(pid).stream()
        .filter(link -> link.type().equals(kind.procName()))
        .findFirst()
        .orElseThrow(() -> new NotTestableHere("a kernel with %s namespaces".formatted(kind)))
        .namespace();
  }

  /** Returns the target of a link in the calling thread's {@code ns}, if there is one. */
  static Optional<String> own(String link) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/thread-self/ns", link)).toString());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** Lists the names in a directory. */
  static List<String> list(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Lists the processes that the calling thread sees. */
  static List<Long> pids() throws IOException {
    return list("/proc").stream()
        .filter(name -> Character.isDigit(name.charAt(0)))
        .map(Long::parseLong)
        .collect(Collectors.toList());
  }

  /** Reads a file as one line. */
  static String line(String file) throws IOException {
    return Files.readString(Path.of(file)).strip();
  }
}
