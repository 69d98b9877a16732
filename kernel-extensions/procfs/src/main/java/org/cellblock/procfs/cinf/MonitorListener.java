package org.cellblock.procfs.cinf;

import java.util.concurrent.atomic.AtomicReference;
import org.cellblock.linux.Given;

/** Hears what a monitor sees, as it comes; a notebook draws it at once. */
public interface MonitorListener {

  /**
   * Takes a new sample, or ignores it, ten times a second, on the thread that monitors.
   *
   * @param until all that the monitor has seen until now
   */
  default void sampled(Monitoring until) {}

  /**
   * Takes the end of a monitor, or ignores it.
   *
   * @param all all that it has seen, and how it ended
   */
  default void ended(Monitoring all) {}

  /**
   * Makes a listener hear all monitors from now on that have none of their own.
   *
   * @param listener the one listener of this process
   */
  static void set(MonitorListener listener) {
    Current.LISTENER.set(Given.notNull(listener, "listener", "one that hears what comes"));
  }

  /** The one listener of this process; until it is set, one that does nothing. */
  final class Current {
    private static final AtomicReference<MonitorListener> LISTENER =
        new AtomicReference<>(new MonitorListener() {});

    private Current() {}

    static MonitorListener get() {
      return LISTENER.get();
    }
  }
}
