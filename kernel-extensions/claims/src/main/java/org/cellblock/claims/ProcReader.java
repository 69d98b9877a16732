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
import org.cellblock.procfs.Procfs;
import tech.tablesaw.api.Table;

/** What the calling thread reads in its {@code /proc}. */
final class ProcReader {

  private ProcReader() {}

  /** Returns this process's id. */
  static long self() {
    return ProcessHandle.current().pid();
  }

  /**
   * Reads a value of {@code /proc/PID/status}, its words one blank apart.
   *
   * @throws IllegalArgumentException when there is no such process
   */
  static String status(long pid, String key) {
    Table status = Procfs.status(pid);
    int row = status.stringColumn("key").asList().indexOf(key);
    NotTestableHere.unless(row >= 0, "a line %s in /proc/PID/status".formatted(key));
    return status.stringColumn("value").get(row);
  }

  /** Returns how much memory the machine has. */
  static String memTotal() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> line.substring("MemTotal:".length()).strip())
        .findFirst()
        .orElseThrow(() -> new NotTestableHere("a line MemTotal in /proc/meminfo"));
  }

  /**
   * Returns how long a CPU has been idle since the machine booted, in milliseconds; the kernel
   * counts in steps of 10.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
   */
  static long idleMillis(int cpu) throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).stream()
        .map(line -> line.split(" +"))
        .filter(words -> words[0].equals("cpu" + cpu))
        .mapToLong(words -> 10 * Long.parseLong(words[4]))
        .findFirst()
        .orElseThrow(() -> new NotTestableHere("a line cpu%d in /proc/stat".formatted(cpu)));
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

  /** Returns the inode of what a file or a link leads to. */
  static long inode(Path file) throws IOException {
    return (Long) Files.getAttribute(file, "unix:ino");
  }

  /** Returns device and inode of the calling thread's root. */
  static String root() throws IOException {
    Path root = Path.of("/");
    return Files.getAttribute(root, "unix:dev") + ":" + inode(root);
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
