package org.cellblock.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs work on a thread that is always on the host, whoever asks.
 *
 * <p>A new thread belongs to the namespaces of the thread that creates it, and a thread that has
 * unshared its pid namespace can't create any (clone(2), CLONE_THREAD: EINVAL). This one is started
 * before any cell is.
 */
public final class HostThread {

  private static final ExecutorService EXECUTOR = started();

  private HostThread() {}

  /**
   * Calls the given work on the host and waits for its result.
   *
   * @param work what to do
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   */
  public static <T, X extends Exception> T call(Work<T, X> work) throws X {
    Given.notNull(work, "work", "what to do");
    if (!CellThread.isCurrent()) {
      return work.call();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    EXECUTOR.execute(() -> complete(result, work::call));
    return await(result);
  }

  /**
   * Starts a daemon thread that belongs to the host, whoever asks.
   *
   * @param name of the thread
   * @param work what it runs
   * @return the thread, running
   */
  public static Thread start(String name, Runnable work) {
    Given.notNull(name, "name", "that of the thread");
    Given.notNull(work, "work", "what it runs");
    return call(
        () -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          thread.start();
          return thread;
        });
  }

  static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    }
  }

  /** Returns what the work has thrown, to be thrown on; an error is thrown at once. */
  @SuppressWarnings("unchecked")
  static <X extends Exception> X causeOf(ExecutionException thrown) {
    if (thrown.getCause() instanceof Error error) {
      throw error;
    }
    return (X) thrown.getCause();
  }

  private static <T, X extends Exception> T await(CompletableFuture<T> result) throws X {
    try {
      return result.get();
    } catch (ExecutionException thrown) {
      throw HostThread.<X>causeOf(thrown);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the host");
    }
  }

  private static ExecutorService started() {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "host");
              thread.setDaemon(true);
              return thread;
            });
    executor.execute(() -> {});
    return executor;
  }
}
