package org.cellblock.jupyter.engine;

/** Where a cell's code runs: on the notebook's own thread, or on that of a container. */
@FunctionalInterface
public interface Stage {
  /** The notebook's own thread. */
  Stage NOTEBOOK = Runnable::run;

  /**
   * Runs the work to its end on this stage's thread.
   *
   * @param work what to run; it throws nothing
   */
  void run(Runnable work);
}
