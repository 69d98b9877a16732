package org.cellblock.jupyter.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.cellblock.jupyter.engine.Outcome.End;

/** One piece of a cell on its way: started by one thread, run by another, stopped by a third. */
final class WorkerTask implements Runnable {
  /** How often a task looks whether its thread lives; its end is told at once. */
  private static final long LOOK_MILLIS = 1_000;

  private final Callable<?> work;
  private final Stage stage;
  private final Duration grace;
  private Thread thread;
  private Outcome outcome;
  private long deadline;

  WorkerTask(Callable<?> work, Stage stage, Duration grace) {
    this.work = work;
    this.stage = stage;
    this.grace = grace;
  }

  @Override
  public void run() {
    try {
      stage.run(this::runHere);
    } catch (RuntimeException | Error e) {
      finish(Outcome.failed(e));
    }
  }

  private void runHere() {
    enter();
    Outcome mine = call(work);
    leave();
    finish(mine);
  }

  /** Calls the work and answers how it ended. */
  static Outcome call(Callable<?> work) {
    try {
      return Outcome.of(work.call());
    } catch (Throwable t) { // the learner's code may throw anything
      return Outcome.failed(t);
    }
  }

  /** Whether the calling thread is the one that runs this task. */
  synchronized boolean isMine() {
    return thread == Thread.currentThread();
  }

  /** Asks the task to end; it has until the end of the grace to do so. */
  synchronized void interrupt() {
    if (deadline == 0) {
      deadline = System.nanoTime() + grace.toNanos();
    }
    stop();
    notifyAll();
  }

  /** Waits until the task has ended or has to be given up, or who shall run it is dead. */
  synchronized Outcome await(Thread runner) throws InterruptedException {
    while (outcome == null) {
      if (!runner.isAlive()) {
        fail(new IllegalStateException("another thread has stopped the notebook's"));
      } else if (deadline == 0) {
        wait(LOOK_MILLIS);
      } else {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return new Outcome(null, null, End.ABANDONED);
        }
        wait(left);
      }
    }
    return outcome;
  }

  private synchronized void enter() {
    thread = Thread.currentThread();
    if (deadline != 0) {
      stop();
    }
  }

  private synchronized void leave() {
    Checkpoint.disarm(thread);
    thread = null;
    Thread.interrupted(); // a late interrupt must not hit what this thread does next
  }

  /** Ends the task, whoever runs it, unless it has ended. */
  void fail(Throwable why) {
    finish(Outcome.failed(why));
  }

  private synchronized void finish(Outcome result) {
    if (outcome == null) {
      outcome = deadline == 0 ? result : result.with(End.INTERRUPTED);
    }
    notifyAll();
  }

  private void stop() {
    if (thread != null) {
      Checkpoint.arm(thread);
      thread.interrupt();
    }
  }
}
