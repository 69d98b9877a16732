package org.cellblock.bench;

/** One way to launch a container. */
interface Contestant {

  /** Returns the name in the table. */
  String name();

  /**
   * Launches a container with five new namespaces, its own root and /proc, runs {@code true} in it,
   * and waits until it is gone.
   *
   * @return nanoseconds
   * @throws IllegalStateException when it can't, with the tool's own words
   */
  long runOnce();
}
