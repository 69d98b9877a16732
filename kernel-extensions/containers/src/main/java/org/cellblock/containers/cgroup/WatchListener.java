package org.cellblock.containers.cgroup;

import java.util.concurrent.atomic.AtomicReference;
import org.cellblock.linux.Given;

/** Hears each sample of a watch as it is taken; a notebook draws it at once. */
@FunctionalInterface
public interface WatchListener {

  /**
   * Takes a watch that goes on.
   *
   * @param soFar all samples until now, one or more
   */
  void sampled(Watch soFar);

  /**
   * Takes a watch that has come to its end; one that is interrupted doesn't.
   *
   * @param watch all samples
   */
  default void ended(Watch watch) {}

  /**
   * Makes a listener hear all watches that begin from now on.
   *
   * @param listener the one listener of this process
   */
  static void set(WatchListener listener) {
    Current.LISTENER.set(Given.notNull(listener, "listener", "one that hears what comes"));
  }

  /** The one listener of this process. */
  final class Current {
    private static final AtomicReference<WatchListener> LISTENER =
        new AtomicReference<>(soFar -> {});

    private Current() {}

    static WatchListener get() {
      return LISTENER.get();
    }
  }
}
