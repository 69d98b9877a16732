package org.cellblock.containers;

/**
 * Work without a result, to be done on a cell's thread.
 *
 * @param <X> the exception that it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {

  /**
   * Does the work.
   *
   * @throws X when it can't be done
   */
  void run() throws X;
}
