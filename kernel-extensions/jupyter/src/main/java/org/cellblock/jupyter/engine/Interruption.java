package org.cellblock.jupyter.engine;

import java.util.List;

/** Whether the cell that is being run, or waits for the engine, shall stop, and why. */
final class Interruption {
  /** The learner wants it. */
  static final Why ASKED_FOR =
      new Why("Interrupted", "the cell was interrupted", List.of(Ansi.error("Interrupted")));

  private volatile Why why;

  /**
   * What the cell that was stopped shows.
   *
   * @param name the error's kind
   * @param message its one-line message
   * @param lines what is shown, with ANSI colours
   */
  record Why(String name, String message, List<String> lines) {}

  void request(Why reason) {
    why = reason;
  }

  /** Forgets a request that was for an earlier cell. */
  void begin() {
    why = null;
  }

  boolean isRequested() {
    return why != null;
  }

  /** Makes the failure of the cell that was stopped. */
  CellFailure failure(Throwable cause) {
    Why known = why == null ? ASKED_FOR : why;
    return new CellFailure(known.name(), known.message(), known.lines(), cause);
  }
}
