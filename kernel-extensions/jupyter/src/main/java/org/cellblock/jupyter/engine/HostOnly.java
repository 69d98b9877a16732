package org.cellblock.jupyter.engine;

import org.cellblock.linux.CellThread;

/** Refuses, on a container's thread, what would silently run on other threads: on the host's. */
public final class HostOnly {
  private HostOnly() {}

  /**
   * Refuses the named call on a cell's thread. Woven in before calls that use a thread pool.
   *
   * @param call the call as the learner wrote it
   * @throws IllegalStateException on a {@link CellThread}
   */
  public static void require(String call) {
    if (CellThread.isCurrent()) {
      throw new IllegalStateException(
          call
              + " inside a cell: its parts would run on other threads, and those are on the host.\n"
              + "Hint: do the work in order on this thread, or start a program with cell.start");
    }
  }

  /**
   * Refuses to start a thread from a cell's thread. Woven in before every {@code start()}.
   *
   * @param target the object whose {@code start()} is called
   * @throws IllegalStateException on a {@link CellThread}, for a {@link Thread}
   */
  public static void requireForStart(Object target) {
    if (target instanceof Thread) {
      require("Thread.start()");
    }
  }
}
