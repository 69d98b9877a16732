package org.cellblock.linux;

/**
 * Work with a result, to be done on another thread.
 *
 * @param <T> type of the result
 * @param <X> the exception that it may throw
 */
@FunctionalInterface
public interface Work<T, X extends Exception> {

  /**
   * Does the work.
   *
   * @return the result
   * @throws X when it can't be done
   */
  T call() throws X;
}
