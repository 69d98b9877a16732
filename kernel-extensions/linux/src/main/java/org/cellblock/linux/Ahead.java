package org.cellblock.linux;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes, on the host, what the next cell will want, while nobody waits for it. Who comes before it
 * is made makes it then.
 */
public final class Ahead {

  /** The launch that asks has the machine to itself for so long. */
  private static final int PAUSE_MILLIS = 10;

  /** Making takes two of them; on a busy machine more. */
  private static final int LONGEST_MILLIS = 1_000;

  private static final LinkedBlockingQueue<Runnable> WANTED = new LinkedBlockingQueue<>();
  private static final ReentrantLock MAKING = new ReentrantLock();

  private Ahead() {}

  /**
   * Has something be made soon; what is asked for again before that is made once.
   *
   * @param making makes it, and leaves nothing else; the same object each time
   */
  public static void want(Runnable making) {
    WANTED.add(Given.notNull(making, "making", "what makes it"));
    Maker.ensure();
  }

  /**
   * Looks at this machine while nothing is made, which would be seen, and when closed cells are
   * gone.
   *
   * @param look what to do
   * @param <T> type of the result
   * @return the look's result
   */
  public static <T> T notNow(Supplier<T> look) {
    Given.notNull(look, "look", "what to do");
    boolean isQuiet = false;
    try {
      isQuiet = MAKING.tryLock(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt(); // the look itself may say so
    }
    try {
      HostThread.call(Ahead::awaitClosed);
      return look.get();
    } finally {
      if (isQuiet) {
        MAKING.unlock();
      }
    }
  }

  /**
   * Ends a thread that made something, and waits until the kernel has dropped what it kept for it.
   *
   * @param maker the thread, which does nothing
   */
  public static void end(CellThread maker) {
    Given.notNull(maker, "maker", "a thread").end();
    EndingThreads.await(Deadline.OWN);
  }

  private static Void awaitClosed() {
    EndingThreads.await(Duration.ofMillis(LONGEST_MILLIS));
    return null;
  }

  private static void serve() {
    Set<Runnable> next = new LinkedHashSet<>();
    try {
      while (true) {
        next.add(WANTED.take());
        Thread.sleep(PAUSE_MILLIS);
        WANTED.drainTo(next);
        next.forEach(Ahead::make);
        next.clear();
      }
    } catch (InterruptedException nobodys) {
      Thread.currentThread().interrupt(); // from now on each cell makes its own
    }
  }

  private static void make(Runnable making) {
    MAKING.lock();
    try {
      making.run();
    } catch (RuntimeException | OutOfMemoryError refused) {
      return; // who needs it makes it, and is told why not
    } finally {
      MAKING.unlock();
    }
  }

  /** The thread, which is there once something is wanted. */
  private static final class Maker {
    private static final Thread THREAD = HostThread.start("ahead", Ahead::serve);

    static boolean ensure() {
      return THREAD.isDaemon();
    }
  }
}
