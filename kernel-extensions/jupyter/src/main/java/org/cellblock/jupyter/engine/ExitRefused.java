package org.cellblock.jupyter.engine;

/** Ends a cell that would end the JVM; an error, so that {@code catch (Exception e)} lets it be. */
public final class ExitRefused extends Error {
  private static final long serialVersionUID = 1;

  ExitRefused(String call, int status) {
    super(
        call
            + "("
            + status
            + ") is refused: it would end the notebook kernel, and all variables with it");
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
