package org.cellblock.linux;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs work on a thread that is always on the host, whoever asks.
 *
 * <p>A new thread belongs to the namespaces of the thread that creates it, and a thread that has
 * unshared its pid namespace can't create any (clone(2), CLONE_THREAD: EINVAL). The first ones are
 * started before any cell is; each that takes the last place starts another, so that work which
 * waits for a cell keeps nobody else's waiting.
 */
public final class HostThread {

  /** How many wait for work; those that are more end. */
  private static final int MOST = 2;

  /** How long work gets to end after an interrupt of who waits for it, before it gets one too. */
  private static final long GRACE_MILLIS = 2_000;

  private static final LinkedBlockingQueue<Runnable> WORK = new LinkedBlockingQueue<>();
  private static final Spare SPARE = new Spare(MOST);
  private static final AtomicInteger COUNT = new AtomicInteger();

  static {
    for (int i = 0; i < MOST; i++) {
      startOne();
    }
  }

  private HostThread() {}

  /**
   * Calls the given work on the host and waits for its result, also when the waiting thread is
   * interrupted: what the work has made isn't lost. After two seconds it is interrupted as well.
   *
   * @param work what to do
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   * @throws IllegalStateException when no thread could begin it in time
   */
  public static <T, X extends Exception> T call(Work<T, X> work) throws X {
    Given.notNull(work, "work", "what to do on the host");
    if (!CellThread.isCurrent()) {
      return work.call();
    }
    Thread asker = Thread.currentThread();
    WorkPiece<T> piece = new WorkPiece<>(() -> whileWaitedFor(asker, work));
    WORK.add(piece);
    return await(piece);
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
    Given.notNull(work, "work", "what the thread runs");
    return call(
        () -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          thread.start();
          return thread;
        });
  }

  private static <T, X extends Exception> T whileWaitedFor(Thread asker, Work<T, X> work) throws X {
    Thread self = Thread.currentThread();
    Waits.begin(asker, self);
    try {
      return work.call();
    } finally {
      Waits.end(asker, self);
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

  private static <T, X extends Exception> T await(WorkPiece<T> piece) throws X {
    boolean interrupted = false;
    Deadline beginning =
        Deadline.in(
            Deadline.OWN,
            "one of the host's threads to be free",
            "where no more threads can be made, ulimit -u or pids.max is too low for this");
    try {
      while (true) {
        try {
          return piece.result().get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException first) {
          interrupted = true;
        } catch (TimeoutException busy) {
          if (interrupted) {
            piece.interrupt();
          }
          if (beginning.isOver() && WORK.remove(piece)) {
            throw beginning.over("");
          }
        }
      }
    } catch (ExecutionException thrown) {
      throw HostThread.<X>causeOf(thrown);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void startOne() {
    SPARE.comes();
    Thread thread = new Thread(HostThread::serve, "host-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError tooManyThreads) {
      SPARE.wasLast(); // those that run take what waits, one after the other
    }
  }

  private static void serve() {
    do {
      Runnable piece = next();
      if (SPARE.wasLast()) {
        startOne();
      }
      piece.run();
    } while (SPARE.stays());
  }

  private static Runnable next() {
    while (true) {
      try {
        return WORK.take();
      } catch (InterruptedException late) {
        // an interrupt that came after its work had ended
      }
    }
  }
}
