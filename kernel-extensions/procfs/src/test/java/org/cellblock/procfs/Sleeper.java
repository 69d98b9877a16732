package org.cellblock.procfs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NamespaceFd;

/** A program that sleeps in namespaces of its own; closing ends it. */
record Sleeper(Process process) implements AutoCloseable {

  /** Starts it, and waits until it or a descendant has become {@code sleep}. */
  static Sleeper start(String... words) throws IOException {
    Sleeper sleeper = new Sleeper(new ProcessBuilder(words).inheritIO().start());
    Optional<Long> asleep =
        Repeat.until(
            () ->
                ProcessInfo.readAll().stream()
                    .filter(each -> each.command().startsWith("sleep ") && sleeper.isOneOf(each))
                    .map(ProcessInfo::pid)
                    .findFirst());
    if (asleep.isEmpty()) {
      sleeper.close();
      throw new AssertionError(String.join(" ", words) + ": doesn't sleep");
    }
    return sleeper;
  }

  /** Returns the inode of the namespace that the program is in. */
  long namespace(Namespace kind) {
    return namespace(process.pid(), kind);
  }

  static long namespace(long pid, Namespace kind) {
    String link = "/proc/%d/ns/%s".formatted(pid, kind.procName());
    try (NamespaceFd namespace = NamespaceFd.open(link).orElseThrow()) {
      return namespace.inode();
    }
  }

  ProcessHandle child() {
    return process.children().findFirst().orElseThrow();
  }

  private boolean isOneOf(ProcessInfo info) {
    return info.pid() == process.pid()
        || process.descendants().anyMatch(each -> each.pid() == info.pid());
  }

  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor();
    } catch (InterruptedException hurried) {
      throw new AssertionError("interrupted", hurried);
    }
  }
}
