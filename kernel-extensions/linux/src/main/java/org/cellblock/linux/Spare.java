package org.cellblock.linux;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the threads that wait for work: one always has to, and those that are too many end. */
final class Spare {

  private final int most;
  private final AtomicInteger waiting = new AtomicInteger();

  Spare(int most) {
    this.most = most;
  }

  /** Counts a new thread. */
  void comes() {
    waiting.incrementAndGet();
  }

  /** Takes a waiting thread out; says whether none waits now. */
  boolean wasLast() {
    return waiting.decrementAndGet() == 0;
  }

  /**
   * Lets a thread wait again unless enough do. One too many doesn't count, not for a moment: who
   * takes the last place meanwhile would believe that another waits.
   */
  boolean stays() {
    int now = waiting.get();
    while (now < most) {
      if (waiting.compareAndSet(now, now + 1)) {
        return true;
      }
      now = waiting.get();
    }
    return false;
  }
}
