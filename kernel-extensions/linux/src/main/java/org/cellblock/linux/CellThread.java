package org.cellblock.linux;

import java.util.ArrayList;
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

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Set<Namespace> own = Collections.synchronizedSet(EnumSet.noneOf(Namespace.class));
  private final List<TracedCall> trace = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean ended;
  private volatile boolean stopping;
  private final CompletableFuture<Integer> tid = new CompletableFuture<>();
  private SyscallException refusal;

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
   * @throws IllegalStateException when this thread has ended
   * @throws CancellationException when the waiting thread was interrupted
   */
  public <T, X extends Exception> T call(Work<T, X> task) throws X {
    Given.notNull(task, "work", "what to do, for example () -> Linux.gethostname()");
    if (Thread.currentThread() == this) {
      return task.call();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable piece = () -> HostThread.complete(result, () -> onItsOwn(task));
    synchronized (work) { // what is added before the end is done
      if (ended) {
        throw new IllegalStateException(getName() + " has ended");
      }
      work.add(piece);
    }
    return await(result, piece);
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
    synchronized (trace) {
      return List.copyOf(trace);
    }
  }

  /** Returns the thread's id, as gettid(2) says. */
  public int tid() {
    return tid.join();
  }

  /** Says whether the running work has been told to end. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Adds a call to the trace that somebody else made for this cell.
   *
   * @param call what was done
   */
  public void record(TracedCall call) {
    trace.add(call);
  }

  @Override
  public void run() {
    int id = Native.LIBC.gettid();
    CELLS.put(id, cell);
    try {
      tid.complete(id);
      leaveSharedFs();
      work();
    } finally {
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
    return task.call();
  }

  void owns(Namespace kind, boolean isOwn) {
    if (isOwn) {
      own.add(kind);
    } else {
      own.remove(kind);
    }
  }

  private <T, X extends Exception> T await(CompletableFuture<T> result, Runnable piece) throws X {
    try {
      return result.get();
    } catch (ExecutionException thrown) {
      throw HostThread.<X>causeOf(thrown);
    } catch (InterruptedException interrupted) {
      if (!work.remove(piece)) { // else it hasn't begun: another's work may be running
        stop(result);
      }
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted: " + getName());
    }
  }

  private void stop(CompletableFuture<?> result) {
    stopping = true;
    interrupt();
    try {
      result.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException stopped) {
      // the work ended by an exception, as it was told to
    } catch (TimeoutException | InterruptedException deaf) {
      end();
    } finally {
      stopping = false;
    }
  }
}
