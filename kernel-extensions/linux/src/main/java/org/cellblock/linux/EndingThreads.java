package org.cellblock.linux;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads of cells that were told to end: what the kernel keeps for one, such as its namespaces, is
 * there for a moment more, which nobody waits for but who looks.
 */
final class EndingThreads {

  /** Who looks once in so many cells waits for the last of them. */
  private static final int MOST = 1_000;

  private static final Set<Integer> TIDS = ConcurrentHashMap.newKeySet();

  private EndingThreads() {}

  /** Notes one; on any thread, in any root. */
  static void add(int tid) {
    if (TIDS.size() >= MOST) {
      TIDS.clear();
    }
    TIDS.add(tid);
  }

  /** Waits until the kernel has dropped them; one that doesn't end is waited for once. */
  static void await(Duration atMost) {
    Deadline deadline = Deadline.in(atMost, "threads to end", "do they listen to interrupts?");
    for (int each : TIDS) {
      while (isThere(each) && !deadline.isOver()) {
        Pause.uninterrupted(1);
      }
      TIDS.remove(each);
    }
  }

  private static boolean isThere(int tid) {
    try (DirectoryFd tasks = DirectoryFd.open("/proc/self/task")) {
      return tasks.readlink(tid + "/ns/uts").isPresent();
    }
  }
}
