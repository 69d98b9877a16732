package org.cellblock.linux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The first process of a cell's pid namespace: it reaps, and while it lives the namespace does.
 *
 * <p>It ends when the cell closes, when the cell's thread ends (prctl(2), PR_SET_PDEATHSIG) and
 * when this process ends in any way (the pipe it reads from breaks); then the kernel kills all
 * others in the namespace.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pid_namespaces.7.html">pid_namespaces(7)</a>
 */
public final class PidOne implements AutoCloseable {

  private static final Arguments MOUNT_OF_PROC =
      Arguments.of(
          "source",
          "proc",
          "target",
          "proc",
          "type",
          "proc",
          "flags",
          List.of(MountFlag.MS_NOSUID, MountFlag.MS_NODEV, MountFlag.MS_NOEXEC));

  private final Child process;
  private final Fd lifeline;
  private final Fd report;
  private final boolean mountsProc;
  private final long start;

  private boolean isReady;
  private volatile boolean isClosed;

  private PidOne(Child process, Fd lifeline, Fd report, boolean mountsProc, long start) {
    this.process = process;
    this.lifeline = lifeline;
    this.report = report;
    this.mountsProc = mountsProc;
    this.start = start;
  }

  /**
   * Says whether a cell's programs need a pid 1 of the cell's own: it has left the host's pids by
   * unshare(2). A namespace that it entered by setns(2) has one.
   *
   * @param cell the thread
   */
  public static boolean isNeeded(CellThread cell) {
    Given.notNull(cell, "cell", "its thread");
    return cell.has(Namespace.PID) && !Owned.of(cell).hasJoinedPids();
  }

  /**
   * Starts pid 1 from the calling thread, whose new pid namespace has no process yet; a cell has
   * one at a time.
   *
   * @param mountsProc whether it mounts the namespace's /proc on {@code proc} in the working
   *     directory
   * @return pid 1, starting
   * @throws SyscallException ENOMEM when the namespace had a pid 1 that has ended; refused outside
   *     a cell, when the cell shares PID with the host, and when it would mount where the cell
   *     shares MOUNT with it
   * @throws IllegalStateException when the cell's pid namespace has its pid 1
   */
  public static PidOne start(boolean mountsProc) {
    return Thread.currentThread() instanceof CellThread cell
        ? cell.first(() -> startOne(mountsProc))
        : startOne(mountsProc);
  }

  /**
   * Starts a process beside pid 1 that mounts the namespace's /proc on {@code proc} in the working
   * directory, which no process from outside can.
   *
   * @return the process, starting; to be closed when it is ready
   * @throws SyscallException ENOMEM when the namespace's pid 1 has ended; refused outside a cell,
   *     and where the cell shares PID or MOUNT with the host
   */
  public static PidOne beside() {
    return startOne(true);
  }

  /**
   * Starts one in the root directory of the calling cell's thread: its /proc is mounted over the
   * one that the thread has. The thread's working directory is the same after.
   *
   * @param starting starts it, by {@link #start} or {@link #beside}
   * @return the process, starting
   * @throws SyscallException as those two
   */
  public static PidOne inRoot(Supplier<PidOne> starting) {
    Given.notNull(starting, "starting", "what starts it, such as PidOne::beside");
    Guard.cell("chdir", Arguments.of("path", "/"));
    int flags = RootDirectory.O_PATH | DirectoryFd.O_DIRECTORY;
    try (Fd before = Fd.open(".", flags);
        Fd root = Fd.open("/", flags)) {
      MountAt.fchdir(root);
      try {
        return starting.get();
      } finally {
        MountAt.fchdir(before);
      }
    }
  }

  private static PidOne startOne(boolean mountsProc) {
    Guard.unshared(Namespace.PID, "posix_spawn", Arguments.of("path", "pid 1"));
    if (mountsProc) {
      Guard.owner(Namespace.MOUNT, "mount", MOUNT_OF_PROC);
    }
    Pipe lifeline = Pipe.open();
    Pipe report = lifeline.another();
    List<String> arguments = mountsProc ? List.of("init") : List.of("init", "");
    long start = System.nanoTime();
    try (Fd stdin = lifeline.readEnd();
        Fd stdout = report.writeEnd()) {
      Child process =
          Child.spawn(
              new SpawnRequest(
                  InitProgram.path(), arguments, Map.of(), stdin, stdout, NullDevice.FD));
      return new PidOne(process, lifeline.writeEnd(), report.readEnd(), mountsProc, start);
    } catch (RuntimeException refused) {
      lifeline.close();
      report.close();
      throw refused;
    }
  }

  /**
   * Waits until pid 1 has done what it was started for; it is closed if it could not. Once it has,
   * this returns at once.
   *
   * @throws SyscallException what mount(2) of /proc answered
   * @throws IllegalStateException when it hasn't begun in time, or has been closed
   */
  public synchronized void awaitReady() {
    if (isClosed) {
      throw new IllegalStateException(
          "pid 1 of the cell has been closed, and its pid namespace with it: open another cell");
    }
    if (!isReady) {
      begin(Deadline.OWN);
      isReady = true;
    }
  }

  void begin(Duration patience) {
    byte[] errno = new byte[1];
    try {
      Poll.until(
          report,
          Deadline.in(patience, "pid 1 of the cell to begin", "is its cgroup frozen, or full?"));
    } catch (IllegalStateException late) {
      throw closedBy(late);
    }
    if (report.read(errno) != 1) {
      close();
      throw new IllegalStateException("pid 1 of the cell ended at once: " + process.end());
    }
    report.close();
    if (mountsProc) {
      trace(errno[0]);
    }
    if (errno[0] != 0) {
      close();
      SyscallException refused = SyscallException.of("mount", MOUNT_OF_PROC, errno[0]);
      throw refused.because(MaskedProc.explain(refused));
    }
  }

  /** Ends what hasn't begun; what keeps it from ending is told as well. */
  private RuntimeException closedBy(RuntimeException late) {
    try {
      close();
    } catch (RuntimeException unkillable) {
      late.addSuppressed(unkillable);
    }
    return late;
  }

  /** Says whether it has not ended. */
  boolean isRunning() {
    return process.poll().isEmpty();
  }

  /** Returns its process id as this process sees it. */
  public long pid() {
    return process.pid();
  }

  private void trace(int errno) {
    if (Thread.currentThread() instanceof CellThread cell) {
      String answer = errno == 0 ? "0" : Errno.of(errno).name();
      long micros = (System.nanoTime() - start) / 1_000;
      cell.record(() -> new TracedCall("pid 1", "mount", MOUNT_OF_PROC.toString(), answer, micros));
    }
  }

  /** Ends pid 1 and with it every process in its namespace; returns when all are gone. */
  @Override
  public void close() {
    isClosed = true;
    lifeline.close();
    process.end(); // who waits for its report is told by that
    synchronized (this) {
      report.close();
    }
    process.close();
  }
}
