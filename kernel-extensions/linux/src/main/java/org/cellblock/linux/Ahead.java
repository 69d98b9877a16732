package org.cellblock.linux;

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
   * Looks at this machine while nothing is made, which would be seen.
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
   * @param maker the thread
   * @throws IllegalStateException when it hasn't ended after {@link Deadline#OWN}
   */
  public static void end(CellThread maker) {
    String namespace = Given.notNull(maker, "maker", "a thread").tid() + "/ns/mnt";
    maker.end();
    Deadline deadline = Deadline.in(Deadline.OWN, maker.getName() + " to end", "what is it at?");
    try (DirectoryFd tasks = DirectoryFd.open("/proc/self/task")) {
      while (maker.isAlive() || tasks.readlink(namespace).isPresent()) {
        deadline.check();
        Pause.uninterrupted(1);
      }
    }
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
