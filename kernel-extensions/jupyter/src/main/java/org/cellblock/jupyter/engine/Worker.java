package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedTransferQueue;
import org.cellblock.jupyter.engine.Outcome.End;

/** The thread named {@code notebook} that runs the learner's code, replaced when it is stuck. */
final class Worker {
  private final Duration grace;
  private final Interruption interruption;
  private final ClassLoader contextLoader;
  private Lane lane;
  private volatile WorkerTask current;

  Worker(Duration grace, Interruption interruption, ClassLoader contextLoader) {
    this.grace = grace;
    this.interruption = interruption;
    this.contextLoader = contextLoader;
  }

  /** Runs the work on the stage and waits for its end; in place when called from such work. */
  Outcome run(Callable<?> work, Stage stage) throws InterruptedException {
    if (isMine()) {
      return inPlace(work, stage);
    }
    WorkerTask task = new WorkerTask(work, stage, grace);
    current = task;
    try {
      if (interruption.isRequested()) { // while the compiler was at work
        return Outcome.of(null).with(End.INTERRUPTED);
      }
      Lane mine = lane();
      mine.tasks.put(task);
      Outcome outcome = task.await(mine);
      if (outcome.end() == End.ABANDONED) {
        abandon();
      }
      return outcome;
    } finally {
      current = null;
    }
  }

  /** Whether the calling thread is the one that runs the current task. */
  boolean isMine() {
    WorkerTask task = current;
    return task != null && task.isMine();
  }

  /** Interrupts what runs now, if anything does. */
  void interrupt() {
    WorkerTask task = current;
    if (task != null) {
      task.interrupt();
    }
  }

  private static Outcome inPlace(Callable<?> work, Stage stage) {
    Outcome[] outcome = new Outcome[1];
    try {
      stage.run(() -> outcome[0] = WorkerTask.call(work));
      return outcome[0];
    } catch (RuntimeException | Error e) {
      return Outcome.failed(e);
    }
  }

  private synchronized Lane lane() {
    if (lane == null || !lane.isAlive()) {
      lane = new Lane(contextLoader);
      lane.start();
    }
    return lane;
  }

  /** Ends the thread when it has nothing more to do. */
  void close() {
    interrupt();
    abandon();
  }

  private synchronized void abandon() {
    if (lane == null) {
      return;
    }
    lane.abandoned = true;
    lane.interrupt(); // it may be waiting for a container's thread, which then ends too
    lane = null;
  }

  private static final class Lane extends Thread {
    /**
     * The learner's own: {@code getThreadGroup().interrupt()} in a cell must not end the kernel.
     */
    private static final ThreadGroup GROUP = new ThreadGroup("notebook");

    private final LinkedTransferQueue<WorkerTask> tasks = new LinkedTransferQueue<>();
    private volatile boolean abandoned;

    Lane(ClassLoader contextLoader) {
      super(GROUP, "notebook");
      setDaemon(true);
      setContextClassLoader(contextLoader);
    }

    @Override
    public void run() {
      while (!abandoned) {
        WorkerTask next = null;
        try {
          next = tasks.take();
          next.run();
        } catch (InterruptedException e) {
          continue; // an interrupt that came too late for its task
        } catch (Throwable stopped) { // by another of the learner's threads
          fail(next, stopped);
          return; // a task may be lost: who waits for it sees that this thread is dead
        }
      }
    }

    private static void fail(WorkerTask task, Throwable why) {
      if (task != null) {
        task.fail(why);
      }
    }
  }
}
