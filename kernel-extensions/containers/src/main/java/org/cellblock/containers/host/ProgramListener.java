package org.cellblock.containers.host;

import java.util.concurrent.atomic.AtomicReference;
import org.cellblock.linux.Given;

/** Hears what running programs write, as it comes; a notebook shows it at once. */
@FunctionalInterface
public interface ProgramListener {

  /** The stream that a text was written to. */
  enum Stream {
    /** Standard output, file descriptor 1. */
    STDOUT,
    /** Standard error, file descriptor 2. */
    STDERR
  }

  /**
   * Takes a text that a program has written.
   *
   * @param program who wrote
   * @param stream where to
   * @param text one or more characters
   */
  void wrote(Program program, Stream stream, String text);

  /**
   * Takes the end of a program that somebody has waited for.
   *
   * @param program who has ended
   * @param output all that it wrote, and how it ended
   */
  default void ended(Program program, Output output) {}

  /**
   * Makes a listener hear all programs that somebody waits for from now on.
   *
   * @param listener the one listener of this process
   */
  static void set(ProgramListener listener) {
    Current.LISTENER.set(Given.notNull(listener, "listener", "one that hears what comes"));
  }

  /** The one listener of this process. */
  final class Current {
    private static final AtomicReference<ProgramListener> LISTENER =
        new AtomicReference<>((program, stream, text) -> {});

    private Current() {}

    static ProgramListener get() {
      return LISTENER.get();
    }
  }
}
