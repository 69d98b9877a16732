package org.cellblock.jupyter.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.jupyter.engine.Ending;

/** Ends the notebook kernel when the program that started it is gone, as ipykernel does. */
final class ParentWatch {
  private static final long LOOK_MILLIS = 1_000;

  /** What the launcher took for its parent first of all: it may be gone before Java runs. */
  private static final String STARTER = "cellblock.starter";

  private ParentWatch() {}

  static void start() {
    long starter = Long.getLong(STARTER, parent());
    Thread watch = new Thread(() -> watch(starter), "parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch(long starter) {
    while (starter == parent()) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException stop) {
        return;
      }
    }
    Ending.exit(0);
  }

  /**
   * Asks for the number alone: of a parent of another user's {@code ProcessHandle} may say none.
   */
  private static long parent() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 1).split(" ")[2]);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
