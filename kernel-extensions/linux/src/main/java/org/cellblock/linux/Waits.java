package org.cellblock.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which thread waits for which, among those that others can wait for: cells' threads and the
 * host's. A circle would wait for ever; so whoever would close one is refused.
 */
final class Waits {

  private static final Map<Thread, Thread> FOR = new HashMap<>();

  private Waits() {}

  /**
   * Notes that a thread is going to wait.
   *
   * @throws IllegalStateException when the other one waits for it, be it through others
   */
  static synchronized void begin(Thread who, Thread whom) {
    List<String> circle = new ArrayList<>(List.of(who.getName()));
    for (Thread next = whom; next != null; next = FOR.get(next)) {
      circle.add(next.getName());
      if (next == who) {
        throw new IllegalStateException(
            ("%s: each would wait for the next, for ever.%n"
                    + "Hint: call the work itself where you are on that cell's thread already, or"
                    + " call the cells one after the other from the notebook")
                .formatted(String.join(" -> ", circle)));
      }
    }
    FOR.put(who, whom);
  }

  static synchronized void end(Thread who, Thread whom) {
    FOR.remove(who, whom);
  }
}
