package org.cellblock.jupyter.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cellblock.linux.CellThread;

/** The place where a cell's code can be stopped: called at each method entry and backward jump. */
public final class Checkpoint {
  private static final Set<Thread> STOPPING = ConcurrentHashMap.newKeySet();

  /** False while nobody is to be stopped, so that a check costs one read. */
  private static volatile boolean armed;

  private Checkpoint() {}

  /**
   * Does nothing, or ends the calling thread's cell. Woven into the learner's classes.
   *
   * @throws Interrupted when this thread's cell has been interrupted
   */
  public static void check() {
    if (armed) {
      stopIfAsked();
    }
  }

  private static void stopIfAsked() {
    Thread thread = Thread.currentThread();
    if (STOPPING.contains(thread) || (thread instanceof CellThread cell && cell.isStopping())) {
      throw new Interrupted();
    }
  }

  /** Makes every later {@link #check()} on the thread throw. */
  static synchronized void arm(Thread thread) {
    STOPPING.add(thread);
    armed = true;
  }

  /** Lets the thread run again. */
  static synchronized void disarm(Thread thread) {
    if (armed && STOPPING.remove(thread)) {
      armed = !STOPPING.isEmpty();
    }
  }
}
