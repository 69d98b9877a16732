package org.cellblock.jupyter.engine;

/** Ends an interrupted cell; an error, so that {@code catch (Exception e)} doesn't swallow it. */
public final class Interrupted extends Error {
  private static final long serialVersionUID = 1;

  Interrupted() {
    super("the cell was interrupted", null, false, true);
  }
}
