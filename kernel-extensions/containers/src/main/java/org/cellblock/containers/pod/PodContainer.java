package org.cellblock.containers.pod;

import java.util.Arrays;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Compared;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.Turn;

/**
 * A container of a pod that was started: a cell of the name {@code POD.CONTAINER}, in which its
 * program runs. A restart makes another cell of it.
 *
 * <p>Its pid 1 is Cellblock's, as every cell's is; the program is its child.
 */
public final class PodContainer implements Compared {

  private final PodSpec pod;
  private final Sandbox sandbox;
  private final ContainerSpec spec;
  private final Turn changing = new Turn();
  private Cgroup cgroup;
  private Cell cell;
  private Program program;
  private int restarts;
  private boolean closed;

  PodContainer(PodSpec pod, Sandbox sandbox, ContainerSpec spec) {
    this.pod = pod;
    this.sandbox = sandbox;
    this.spec = spec;
  }

  /** Returns {@code POD.CONTAINER}, also the name of its cell. */
  @Override
  public String name() {
    return pod.name() + "." + spec.name();
  }

  /** Returns its definition. */
  public ContainerSpec spec() {
    return spec;
  }

  /**
   * Returns its program's process.
   *
   * @return a process id as the host sees it
   * @throws IllegalStateException when the program has ended
   */
  @Override
  public long pid() {
    return running().pid();
  }

  /** Says whether its program runs. */
  public boolean isRunning() {
    Program last = program();
    return last != null && last.isRunning();
  }

  /** Returns how often it was started again, 0 or more. */
  public synchronized int restarts() {
    return restarts;
  }

  /** Returns the program that was started last. */
  public synchronized Program program() {
    return program;
  }

  /** Returns the cell that it is now. */
  public synchronized Cell cell() {
    return cell;
  }

  /**
   * Returns its cgroup, below the pod's.
   *
   * @throws IllegalStateException when the pod has none, as no limit was asked for
   * @throws org.cellblock.linux.SyscallException what this machine answered that allows none
   */
  public Cgroup cgroup() {
    return sandbox.having(cgroup);
  }

  /**
   * Runs another program in the container and waits until it has ended.
   *
   * @param program a path, or a name to be found in the {@code PATH} of the container's root
   * @param arguments what it gets, each as it stands: no shell reads them
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the container's own program has ended
   * @throws org.cellblock.linux.SyscallException ENOENT when there is no such program
   */
  public Output exec(String program, String... arguments) {
    running();
    return cell().run(program, arguments);
  }

  /** Returns what its program has written since it was started last: output, then errors. */
  public String logs() {
    Program last = program();
    return last.stdout() + last.stderr();
  }

  /** Returns {@code running}, or how its program ended: {@code exit status 3}. */
  public String state() {
    Program last = program();
    return last.isRunning() ? "running" : ended(last).toString();
  }

  /**
   * Kills it and starts it again: with another root and other processes, in what the pod shares.
   *
   * @throws IllegalStateException when the pod is closed
   */
  public void restart() {
    changing.take("restart of container " + name(), this::again);
  }

  /** Returns {@code container shop.app (running)}. */
  @Override
  public String toString() {
    return "container %s (%s)".formatted(name(), state());
  }

  /** Starts it for the first time. */
  void start() {
    changing.take(
        "start of container " + name(),
        () -> {
          cgroup = sandbox.cgroupOf(spec);
          begin();
        });
  }

  /** Runs an init container until it has ended. */
  void runToEnd() {
    start();
    Output output = program().waitFor();
    close();
    if (!output.succeeded()) {
      throw new IllegalStateException(
          "init container %s: expected status 0: %s".formatted(name(), output));
    }
  }

  /** Starts it again where the pod's policy says so, unless somebody has done so meanwhile. */
  void restartIfEnded(RestartPolicy policy) {
    Program last = program();
    if (!last.isRunning() && policy.restarts(ended(last))) {
      changing.take("restart of container " + name(), () -> againUnlessDone(last));
    }
  }

  private void againUnlessDone(Program ended) {
    if (program() == ended && !isClosed()) {
      again();
    }
  }

  private void again() {
    checkOpen();
    cell().close();
    begin();
    synchronized (this) {
      restarts++;
    }
  }

  private void begin() {
    try {
      Cell made = new ContainerStart(pod, sandbox, spec).open(cgroup);
      try {
        String[] argv = spec.argv().toArray(String[]::new);
        keep(made, made.start(argv[0], Arrays.copyOfRange(argv, 1, argv.length)));
      } catch (RuntimeException refused) {
        made.close();
        throw refused;
      }
    } catch (RuntimeException refused) {
      if (isClosed()) { // meanwhile: what it was to join is gone
        throw closedBy(refused);
      }
      throw refused;
    }
  }

  private synchronized void keep(Cell made, Program started) {
    checkOpen(); // or it would outlive the pod
    cell = made;
    program = started;
  }

  /** Ends it for good; a second time does nothing. */
  void close() {
    Cell last;
    synchronized (this) {
      closed = true;
      last = cell;
    }
    if (last != null) {
      last.close();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw closedBy(null);
    }
  }

  private IllegalStateException closedBy(RuntimeException refused) {
    return new IllegalStateException(
        "pod %s is closed: start() of its spec makes a new one".formatted(pod.name()), refused);
  }

  private Program running() {
    checkOpen();
    Program last = program();
    if (!last.isRunning()) {
      throw new IllegalStateException(
          "container %s has ended (%s): restart(\"%s\") starts it again"
              .formatted(name(), ended(last), spec.name()));
    }
    return last;
  }

  private static ExitStatus ended(Program last) {
    return last.waitFor().status();
  }
}
