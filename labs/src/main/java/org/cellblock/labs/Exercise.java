package org.cellblock.labs;

import java.util.List;

/** What a lab brings as code: its tests and the scene that they play in. */
public interface Exercise {

  /** Returns the name of the lab's folder, for example {@code 03_namespaces}. */
  String folder();

  /** Returns the class of its JUnit tests, each tagged {@code task:N}. */
  Class<?> tests();

  /**
   * Returns how many tests each task has, so that one that didn't run is never a pass.
   *
   * @return the numbers, in the order of the tasks
   */
  List<Integer> testsPerTask();

  /**
   * Sets the scene: starts what the tasks are about, in cells.
   *
   * @return the scene; closing it leaves nothing
   * @throws org.cellblock.linux.SyscallException when this machine doesn't allow it
   */
  Scene open();

  /** What a lab has set up on this machine. */
  interface Scene extends AutoCloseable {
    /** Takes it all away again; a second time does nothing. */
    @Override
    void close();
  }
}
