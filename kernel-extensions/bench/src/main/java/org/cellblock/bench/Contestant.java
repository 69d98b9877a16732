package org.cellblock.bench;

import java.util.function.LongSupplier;

/** One way to do the work that is measured. */
interface Contestant {

  /** Returns the name in the table. */
  String name();

  /**
   * Does the work once: launches a container with five new namespaces, its own root and /proc, runs
   * {@code true} in it and waits until it is gone; or finds all namespaces.
   *
   * @return nanoseconds
   * @throws IllegalStateException when it can't, with the tool's own words
   */
  long runOnce();

  /** Makes a contestant that does this. */
  static Contestant of(String name, LongSupplier once) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long runOnce() {
        return once.getAsLong();
      }
    };
  }
}
