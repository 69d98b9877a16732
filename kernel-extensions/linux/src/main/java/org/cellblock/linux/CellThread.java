package org.cellblock.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A thread whose world may change: its namespaces, root directory, working directory.
 *
 * <p>The raw calls in {@link Linux} run on such a thread only. It does one piece of work at a time,
 * is never pooled and never reused: when it ends, the kernel drops what it alone held.
 *
 * <p>It shares no {@code fs_struct} with the other threads (unshare(2), CLONE_FS), so that chdir(2)
 * and chroot(2) move this thread alone.
 */
public final class CellThread extends Thread {

  private static final int CLONE_FS = 0x00000200;

  private static final Map<Integer, String> CELLS = new ConcurrentHashMap<>();

  /** How long a running lambda gets to end after an interrupt before the thread is given up. */
  private static final long GRACE_MILLIS = 2_000;

  /** How often who waits for this thread looks whether it lives. */
  private static final long LOOK_MILLIS = 500;

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Set<Namespace> own = Collections.synchronizedSet(EnumSet.noneOf(Namespace.class));
  private final List<Supplier<TracedCall>> trace = new ArrayList<>();
  private volatile boolean ended;
  private volatile boolean stopping;
  private volatile boolean isSealed;
  private final CompletableFuture<Integer> tid = new CompletableFuture<>();
  private SyscallException refusal;
  private PidOne pidOne;

  private final String cell;

  private CellThread(String name) {
    super(null, null, "cell-" + name, 0, false);
    setDaemon(true);
    cell = name;
  }

  /**
   * Returns the cell that a thread belongs to.
   *
   * @param tid a thread of this process
   * @return the cell's name; nothing for a thread of another purpose, or one that has ended
   */
  public static Optional<String> cellOf(int tid) {
    return Optional.ofNullable(CELLS.get(tid));
  }

  /**
   * Starts a thread that is still wholly on the host.
   *
   * @param name of the cell that it will be
   * @return the thread, ready for work
   */
  public static CellThread start(String name) {
    Given.text(name, "cell name");
    WarmUp.ensure();
    CellThread thread = new CellThread(name);
    HostThread.call(
        () -> {
          thread.start();
          return null;
        });
    return thread;
  }

  /** Says whether the calling thread is a cell's. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof CellThread;
  }

  /**
   * Calls the given work on this thread and waits for its result.
   *
   * <p>When the waiting thread is interrupted, so is the work; what hasn't begun never does.
   *
   * @param task what to do
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   * @throws SyscallException when the kernel doesn't let this thread leave what it shares
   * @throws IllegalStateException when this thread has ended; when it waits for the calling thread
   * @throws CancellationException when the waiting thread was interrupted
   */
  public <T, X extends Exception> T call(Work<T, X> task) throws X {
    return callUntil(null, task);
  }

  /**
   * Calls work of Cellblock's own on this thread and waits for its result, no longer than given:
   * then what hasn't begun never does, and what runs is interrupted.
   *
   * @param task what to do
   * @param deadline the end of the wait
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   * @throws SyscallException when the kernel doesn't let this thread leave what it shares
   * @throws IllegalStateException when the time is over, with what this thread does; when it has
   *     ended; when it waits for the calling thread
   * @throws CancellationException when the waiting thread was interrupted
   */
  public <T, X extends Exception> T call(Work<T, X> task, Deadline deadline) throws X {
    return callUntil(Given.notNull(deadline, "deadline", "one, of Deadline.in"), task);
  }

  private <T, X extends Exception> T callUntil(Deadline deadline, Work<T, X> task) throws X {
    Given.notNull(task, "work", "what to do, for example () -> Linux.gethostname()");
    if (Thread.currentThread() == this) {
      return task.call();
    }
    WorkPiece<T> piece = new WorkPiece<>(() -> onItsOwn(task));
    Thread waiting = Thread.currentThread();
    Waits.begin(waiting, this);
    try {
      synchronized (work) { // what is added before the end is done
        if (ended) {
          throw hasEnded();
        }
        work.add(piece);
      }
      return await(piece, deadline);
    } finally {
      Waits.end(waiting, this);
    }
  }

  /** Ends this thread after the work that it has; what the kernel kept for it alone is dropped. */
  public void end() {
    synchronized (work) {
      ended = true;
      work.add(() -> {});
    }
  }

  /**
   * Returns the namespaces that this thread doesn't share with the host.
   *
   * @return the kinds, in the order of {@link Namespace}
   */
  public Set<Namespace> own() {
    synchronized (own) {
      return own.isEmpty() ? EnumSet.noneOf(Namespace.class) : EnumSet.copyOf(own);
    }
  }

  /** Returns the calls made by this thread and for it, oldest first. */
  public List<TracedCall> trace() {
    return calls().stream().map(Supplier::get).toList();
  }

  /** Returns the same calls, not yet put in words. */
  List<Supplier<TracedCall>> calls() {
    synchronized (trace) {
      return List.copyOf(trace);
    }
  }

  /** Returns the thread's id, as gettid(2) says. */
  public int tid() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return untilEnded(tid, null);
        } catch (InterruptedException late) {
          interrupted = true; // it takes a moment, and whoever closes the cell needs it
        }
      }
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(getName() + " has no thread id", failed.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Says whether the running work has been told to end. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Has the raw calls refuse on this thread from now on: a program works here that relies on what
   * it sees.
   */
  public void seal() {
    isSealed = true;
  }

  boolean isSealed() {
    return isSealed;
  }

  /** Adds a call to the trace; its words are put together when somebody looks. */
  void record(Supplier<TracedCall> call) {
    synchronized (trace) {
      trace.add(call);
    }
  }

  @Override
  public void run() {
    int id = 0;
    try {
      id = Native.LIBC.gettid();
      CELLS.put(id, cell);
      tid.complete(id);
      leaveSharedFs();
      work();
    } catch (Throwable failed) {
      tid.completeExceptionally(failed);
      throw failed;
    } finally {
      end();
      CELLS.remove(id);
    }
  }

  private void work() {
    while (!ended || !work.isEmpty()) {
      try {
        work.take().run();
      } catch (InterruptedException late) {
        // an interrupt that came after its work had ended
      }
    }
  }

  private void leaveSharedFs() {
    try {
      Syscall.check("unshare", Arguments.of("flags", "CLONE_FS"), Native.LIBC.unshare(CLONE_FS));
    } catch (SyscallException refused) {
      refusal = refused; // for whoever wants work done: nobody waits for this thread's start
    }
  }

  private <T, X extends Exception> T onItsOwn(Work<T, X> task) throws X {
    if (refusal != null) {
      throw refusal;
    }
    try {
      return task.call();
    } catch (OutOfMemoryError refused) {
      if (String.valueOf(refused.getMessage()).contains("native thread")) {
        throw ThreadDoor.refusal("a new thread", refused); // clone(2), CLONE_THREAD: EINVAL
      }
      throw refused;
    }
  }

  /** Starts pid 1 of this thread's pid namespace, which has one at a time. */
  PidOne first(Supplier<PidOne> starting) {
    PidOne former = pidOne;
    if (former != null && former.isRunning() && own().contains(Namespace.PID)) {
      throw new IllegalStateException(
          "%s: its pid namespace has its pid 1 already, process %d here; close that one, and open"
                  .formatted(getName(), former.pid())
              + " another cell for another");
    }
    pidOne = starting.get();
    return pidOne;
  }

  void owns(Namespace kind, boolean isOwn) {
    if (isOwn) {
      own.add(kind);
    } else {
      own.remove(kind);
    }
  }

  private <T, X extends Exception> T await(WorkPiece<T> piece, Deadline deadline) throws X {
    try {
      return untilEnded(piece.result(), deadline);
    } catch (ExecutionException thrown) {
      throw HostThread.<X>causeOf(thrown);
    } catch (TimeoutException over) {
      IllegalStateException late = deadline.over("%s is at %s".formatted(getName(), place()));
      giveUp(piece);
      throw late;
    } catch (InterruptedException interrupted) {
      giveUp(piece);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: " + getName());
    }
  }

  /** Waits for what this thread does, for as long as it lives, or until the deadline. */
  private <T> T untilEnded(CompletableFuture<T> result, Deadline deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long millis = deadline == null ? LOOK_MILLIS : Math.min(LOOK_MILLIS, deadline.millisLeft());
      try {
        return result.get(millis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException busy) {
        if (!isAlive() && !result.isDone()) {
          throw hasEnded();
        }
        if (deadline != null && deadline.isOver()) {
          throw busy;
        }
      }
    }
  }

  /** Returns the method that this thread is in, as its stack has it. */
  private String place() {
    StackTraceElement[] stack = getStackTrace();
    return Arrays.stream(stack)
        .filter(each -> !each.getClassName().startsWith("java."))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("its end");
  }

  private IllegalStateException hasEnded() {
    return new IllegalStateException(getName() + " has ended");
  }

  private void giveUp(WorkPiece<?> piece) {
    if (!work.remove(piece)) { // else it hasn't begun: another's work may be running
      stop(piece);
    }
  }

  private void stop(WorkPiece<?> piece) {
    stopping = true;
    try {
      piece.interrupt();
      piece.result().get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException stopped) {
      // the work ended by an exception, as it was told to
    } catch (TimeoutException | InterruptedException deaf) {
      end();
    } finally {
      stopping = false;
    }
  }
}
