package org.cellblock.jupyter.start;

import java.util.Optional;
import org.cellblock.jupyter.engine.Ending;

/** Ends the notebook kernel when the program that started it is gone, as ipykernel does. */
final class ParentWatch {
  private static final long LOOK_MILLIS = 1_000;

  private ParentWatch() {}

  static void start() {
    Optional<Long> parent = parent();
    if (parent.isPresent()) {
      Thread watch = new Thread(() -> watch(parent), "parent watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void watch(Optional<Long> parent) {
    while (parent.equals(parent())) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException stop) {
        return;
      }
    }
    Ending.exit(0);
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }
}
