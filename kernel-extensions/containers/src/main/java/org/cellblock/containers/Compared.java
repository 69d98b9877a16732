package org.cellblock.containers;

/** Something that runs and can stand in a {@code Comparison}: a container of whatever make. */
public interface Compared {

  /** Returns what to call it. */
  String name();

  /**
   * Returns its first process.
   *
   * @return a process id as the host sees it
   * @throws IllegalStateException when it isn't running
   */
  long pid();
}
