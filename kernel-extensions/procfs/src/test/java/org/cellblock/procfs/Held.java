package org.cellblock.procfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NamespaceFd;

/** A UTS namespace that nobody but a thread of this JVM is in; closing waits for its end. */
record Held(CellThread thread) implements AutoCloseable {

  static Held byThread(String cell) {
    CellThread thread = CellThread.start(cell);
    thread.call(
        () -> {
          Linux.unshare(Namespace.UTS);
          return null;
        });
    return new Held(thread);
  }

  int tid() {
    return thread.tid();
  }

  String path() {
    return "/proc/self/task/" + tid() + "/ns/uts";
  }

  NamespaceFd open() {
    return NamespaceFd.open(path()).orElseThrow();
  }

  long inode() {
    try (NamespaceFd fd = open()) {
      return fd.inode();
    }
  }

  @Override
  public void close() {
    end();
  }

  void end() {
    thread.end();
    if (Repeat.until(this::ended).isEmpty()) {
      throw new AssertionError(thread + " has not ended");
    }
  }

  private Optional<Thread> ended() {
    return Files.exists(Path.of("/proc/self/task/" + tid()))
        ? Optional.empty()
        : Optional.of(thread);
  }
}
