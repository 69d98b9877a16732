package org.cellblock.jupyter.engine;

/**
 * How a piece of a cell ended.
 *
 * @param value what it answered, null if nothing
 * @param failure what it threw, null if nothing
 * @param end whether it ran to its end
 */
record Outcome(Object value, Throwable failure, End end) {

  /** The three ways to end. */
  enum End {
    FINISHED,
    INTERRUPTED,
    ABANDONED
  }

  static Outcome of(Object value) {
    return new Outcome(value, null, End.FINISHED);
  }

  static Outcome failed(Throwable failure) {
    return new Outcome(null, failure, End.FINISHED);
  }

  Outcome with(End other) {
    return new Outcome(value, failure, other);
  }

  boolean finished() {
    return end == End.FINISHED;
  }
}
