package org.cellblock.containers;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupMember;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Launch;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.NewRoot;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Given;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Loopback;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;
import org.cellblock.linux.SyscallException;
import org.cellblock.linux.TracedCall;
import org.cellblock.linux.Work;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A thread that becomes a container, one system call at a time.
 *
 * <p>A new cell is still wholly on the host. Each step moves its thread a little further; the rest
 * of this process stays where it is. Programs that the cell starts, and lambdas passed to {@link
 * #call}, see what the thread sees. {@link #close()} leaves nothing.
 *
 * <p>Needs root, or a notebook kernel in a user namespace of its own. A cell is no wall: a program
 * that root starts in it is root, and can change the host in ways that no namespace holds back.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public final class Cell implements CgroupMember, AutoCloseable {

  private final String name;
  private final Owner owner;
  private final CellThread thread;
  private final CellLife life;
  private final ProgramSettings settings = new ProgramSettings();
  private volatile boolean hasRoot;

  Cell(String name, Owner owner, CellThread thread) {
    this.name = name;
    this.owner = owner;
    this.thread = thread;
    life = new CellLife(name, thread, settings);
  }

  /**
   * Opens a cell that still shares everything with the host.
   *
   * <p>A cell of the same name is closed first, so that a notebook's cell can be run again.
   *
   * @param name 1 to 63 letters, digits, dots, dashes or underscores, not beginning with {@code
   *     cellblock-}
   * @return the cell, to be closed
   * @throws IllegalArgumentException for another name, and one that a jail or a bundle has
   */
  public static Cell open(String name) {
    return Owner.CELL.open(name);
  }

  /** Returns the cell's name. */
  public String name() {
    return name;
  }

  /**
   * Returns the id of the cell's thread, as gettid(2) said on the host.
   *
   * @return a name in {@code /proc/self/task}, where the kernel shows the thread's namespaces
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_task.5.html">proc_pid_task(5)</a>
   */
  public long tid() {
    return thread.tid();
  }

  /** Says whether the cell has not been closed. */
  @Override
  public boolean isOpen() {
    return !life.hasEnded();
  }

  /**
   * Moves this cell's thread into new namespaces of the given kinds, in place.
   *
   * <p>A new {@link Namespace#PID} or {@link Namespace#TIME} takes effect for the programs that the
   * cell starts from now on, never for the thread itself. A new {@link Namespace#NETWORK} has its
   * loopback device brought up. After {@link Namespace#MOUNT} no mount propagates to the host.
   *
   * <p>Needs {@code CAP_SYS_ADMIN} in the current user namespace.
   *
   * @param kinds one or more kinds, each at most once per cell
   * @return this cell
   * @throws SyscallException EPERM without the capability; EINVAL for a kind that this kernel
   *     lacks; ENOSPC at the limit in {@code /proc/sys/user/max_*_namespaces}
   * @throws IllegalArgumentException for no kind, a kind twice, or {@code USER}
   * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>
   */
  public Cell unshare(Namespace... kinds) {
    Kinds.check(name, own(), kinds);
    return step(
        () -> {
          Linux.unshare(kinds);
          if (List.of(kinds).contains(Namespace.NETWORK)) {
            Loopback.up();
          }
        });
  }

  /**
   * Sets the host name in this cell's own UTS namespace.
   *
   * @param hostname 1 to 64 bytes
   * @return this cell
   * @throws SyscallException refused while the cell still shares UTS with the host
   * @see <a href="https://man7.org/linux/man-pages/man2/sethostname.2.html">sethostname(2)</a>
   */
  public Cell sethostname(String hostname) {
    return step(() -> Linux.sethostname(hostname));
  }

  /**
   * Makes a directory tree the root of this cell, with /proc and a minimal /dev, and lets go of the
   * host's.
   *
   * <p>With a new {@link Namespace#PID}, /proc shows that namespace; otherwise the host's is bound.
   * What it shows of the whole machine is read-only; see {@link RootFs#openProc()}.
   *
   * @param rootFs the new root
   * @return this cell
   * @throws SyscallException refused while the cell still shares MOUNT with the host
   * @throws IllegalStateException when it has a root of its own: it let go of the host's files
   * @see <a href="https://man7.org/linux/man-pages/man2/pivot_root.2.html">pivot_root(2)</a>
   */
  public Cell pivotRoot(RootFs rootFs) {
    Given.notNull(rootFs, "root", "a tree, for example RootFs.busybox()");
    return step(
        () -> {
          life.checkRoot(hasRoot);
          boolean newPids = own().contains(Namespace.PID);
          NewRoot.enter(rootFs, newPids ? life::beginMounter : null, life::endMounter);
          hasRoot = true;
          life.pidOneJoins();
        });
  }

  /**
   * Mounts a /proc that shows this cell's own processes over the one that it has, for a cell that
   * keeps the host's root.
   *
   * @return this cell
   * @throws SyscallException refused while the cell still shares MOUNT or PID with the host; what
   *     mount(2) of proc answered
   * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
   */
  public Cell mountProc() {
    return step(life::mountProc);
  }

  /**
   * Runs a program in this cell and waits until it has ended.
   *
   * @param program a path, or a name to be found in the {@code PATH} of the cell's root
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws SyscallException ENOENT when the cell's root has no such program
   * @throws CancellationException when the waiting thread is interrupted; the program is killed
   */
  public Output run(String program, String... arguments) {
    Program running = life.spawn(hasRoot, program, arguments);
    try {
      return running.waitFor();
    } finally {
      life.programs().remove(running);
    }
  }

  /**
   * Starts a program in this cell and goes on; it ends with the cell at the latest.
   *
   * @param program a path, or a name to be found in the {@code PATH} of the cell's root
   * @param arguments what it gets
   * @return the running program
   * @throws SyscallException ENOENT when the cell's root has no such program
   */
  public Program start(String program, String... arguments) {
    return Launch.drain(life.spawn(hasRoot, program, arguments));
  }

  /**
   * Calls Java code on this cell's thread, inside the container.
   *
   * @param work what to do; it must not start threads, nor use parallel streams
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   * @throws IllegalStateException when the cell is closed
   */
  public <T, X extends Exception> T call(Work<T, X> work) throws X {
    checkOpen();
    life.mayHaveThreads();
    return thread.call(work);
  }

  /**
   * Calls Java code on this cell's thread and waits no longer than given: what hasn't begun by then
   * never does, and what runs is interrupted.
   *
   * @param work what to do; it must not start threads, nor use parallel streams
   * @param atMost how long, 0 or more
   * @param <T> type of the result
   * @param <X> the exception that the work may throw
   * @return the work's result
   * @throws X what the work throws
   * @throws IllegalStateException when the time is over, with what the cell's thread does; when the
   *     cell is closed
   */
  public <T, X extends Exception> T call(Work<T, X> work, Duration atMost) throws X {
    checkOpen();
    life.mayHaveThreads();
    return thread.call(
        work,
        Deadline.in(
            atMost,
            "cell %s to do its work".formatted(name),
            "one thing is done after the other in a cell: what it does is to end first"));
  }

  /**
   * Runs Java code without a result on this cell's thread, inside the container.
   *
   * @param action what to do; it must not start threads, nor use parallel streams
   * @param <X> the exception that the action may throw
   * @throws X what the action throws
   * @throws IllegalStateException when the cell is closed
   */
  public <X extends Exception> void call(Action<X> action) throws X {
    Given.notNull(action, "work", "what to do, for example () -> Linux.chdir(\"/tmp\")");
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /**
   * Sets an environment variable for the programs that the cell starts from now on.
   *
   * @param variable its name
   * @param value its value
   * @return this cell
   * @throws IllegalArgumentException for a name that is none, or a NUL character
   */
  public Cell environment(String variable, String value) {
    checkOpen();
    settings.variable(variable, value);
    return this;
  }

  /**
   * Limits a resource for the programs that the cell starts from now on, each of its own; Java code
   * in the cell isn't limited.
   *
   * @param resource what to limit
   * @param soft the limit in force, 0 or more, or {@link Rlimit#UNLIMITED}
   * @param hard how far a program may raise it
   * @return this cell
   * @throws IllegalArgumentException for a soft limit above the hard one, or a negative number
   * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
   */
  public Cell rlimit(Resource resource, long soft, long hard) {
    settings.rlimit(new Rlimit(resource, soft, hard));
    return this;
  }

  /**
   * Has something else end after this cell, when it is closed: what was made for it alone. Once it
   * is closed, that ends at once.
   *
   * @param ending what to do
   */
  public void whenClosed(Runnable ending) {
    life.whenEnded(Given.notNull(ending, "ending", "what to do when the cell is closed"));
  }

  /** Has something be done when this cell is closed, before its processes are killed. */
  public void beforeClosed(Runnable action) {
    life.beforehand().add(Given.notNull(action, "action", "what to do before the cell is closed"));
  }

  /**
   * Compares this cell's namespaces with the host's.
   *
   * @return columns type (STRING), host, cell (LONG, inode numbers), whose, isolates (STRING), one
   *     row for each kind that this kernel has; see {@link CellNamespace}
   */
  public Table namespaces() {
    checkOpen();
    return Tables.of(
        "namespaces of " + name, CellNamespace.class, CellNamespace.compare(thread.tid()));
  }

  /**
   * Lists the system calls that were made for this cell, oldest first.
   *
   * @return columns by, call, arguments, result (STRING), micros (LONG, microseconds)
   */
  public Table trace() {
    return Tables.of("trace of " + name, TracedCall.class, thread.trace());
  }

  /**
   * Lists the processes in this cell: its pid 1, its programs, and what these have started; not the
   * cell's own thread, which is one of the notebook kernel's.
   *
   * @return process ids as the host sees them, that of pid 1 first; none once the cell is closed
   */
  @Override
  public List<Long> processes() {
    return life.processes();
  }

  /**
   * Has this cell's programs start in a cgroup from now on, and its pid 1 move there; what {@link
   * Cgroup#add(CgroupMember)} does first.
   *
   * @param doors of the cgroup; none for this process's own
   * @throws SyscallException where the kernel doesn't let pid 1 in
   */
  @Override
  public void startIn(List<CgroupProcs> doors) {
    settings.startIn(Given.list(doors, "door", "an open cgroup.procs"));
    life.pidOneJoins();
  }

  /** Draws this cell as boxes in boxes: the host, the cell's own namespaces, its processes. */
  public Box picture() {
    return CellPicture.of(this);
  }

  /**
   * Closes the cell: its processes are killed, and with the thread the kernel drops its mounts,
   * interfaces and namespaces. A second time does nothing.
   *
   * @throws IllegalStateException when something couldn't be ended, and which; all else is
   */
  @Override
  public void close() {
    Cells.remove(this);
    life.end();
  }

  /** Returns {@code cell web (own: UTS, PID)}. */
  @Override
  public String toString() {
    return "cell %s (%s)".formatted(name, life.hasEnded() ? "closed" : "own: " + own());
  }

  Owner owner() {
    return owner;
  }

  Set<Namespace> own() {
    return thread.own();
  }

  List<Program> programs() {
    return List.copyOf(life.programs());
  }

  /** Does what is Cellblock's own on the cell's thread: no thread is born of that. */
  private Cell step(Runnable action) {
    checkOpen();
    thread.call(
        () -> {
          action.run();
          return null;
        });
    return this;
  }

  private void checkOpen() {
    life.check();
  }
}
