package org.cellblock.containers.oci;

import java.util.stream.Stream;
import org.cellblock.containers.Compared;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Signal;

/**
 * A container that a runtime has created: its methods are the runtime's commands.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/runtime.md">runtime.md</a>
 */
public final class OciContainer implements Compared, AutoCloseable {

  private final RuntimeCell place;
  private volatile ProcessHandle first;
  private boolean closed;

  private OciContainer(RuntimeCell place) {
    this.place = place;
  }

  static OciContainer create(RuntimeCell place) {
    OciContainer container = new OciContainer(place);
    OciContainers.add(container);
    place.whenClosed(container::drop);
    try {
      place.askWithLog("create", "--bundle", place.bundle(), place.id());
      return container;
    } catch (RuntimeException refused) {
      container.drop();
      throw refused;
    }
  }

  /** Returns the container's name, for example {@code runc-1}. */
  @Override
  public String name() {
    return place.id();
  }

  /**
   * Starts the container's program; what it writes is kept for {@link #output()}.
   *
   * @return this container
   * @throws IllegalStateException when the runtime refused: it was started before
   */
  public OciContainer start() {
    place.ask("start", place.id());
    return this;
  }

  /**
   * Asks the runtime for the container's state.
   *
   * @return its id, status and pid
   * @throws IllegalStateException when it was deleted
   */
  public OciState state() {
    checkOpen();
    return OciState.parse(place.ask("state", place.id()).stdout());
  }

  /**
   * Returns the container's first process.
   *
   * @return its process id as the host sees it
   * @throws IllegalStateException when the program has ended
   */
  @Override
  public long pid() {
    checkOpen();
    ProcessHandle known = first;
    if (known == null) {
      known = askForFirst();
      first = known;
    }
    if (!HostThread.call(known::isAlive)) {
      throw stopped();
    }
    return known.pid();
  }

  /** Asks the runtime once: that takes a process, and a container's first never changes. */
  private ProcessHandle askForFirst() {
    OciState state = state();
    if (state.pid() == 0 || state.status().equals("stopped")) {
      throw stopped();
    }
    long pid = place.hostPid(state.pid()).orElseThrow(this::stopped);
    return HostThread.call(() -> ProcessHandle.of(pid)).orElseThrow(this::stopped);
  }

  private IllegalStateException stopped() {
    return new IllegalStateException("container %s has stopped".formatted(name()));
  }

  /**
   * Runs another program in the container and waits until it has ended.
   *
   * @param argv a program and its arguments
   * @return what it wrote and how it ended
   */
  public Output exec(String... argv) {
    checkOpen();
    Stream<String> words = Given.texts(argv, "argument").stream();
    return place.show(Stream.concat(Stream.of("exec", place.id()), words).toArray(String[]::new));
  }

  /**
   * Sends a signal to the container's first process; as pid 1 it ignores those that it doesn't
   * handle, except {@link Signal#SIGKILL}.
   *
   * @param signal what to send
   * @return this container
   * @throws IllegalStateException when the runtime refused: it has stopped
   */
  public OciContainer kill(Signal signal) {
    checkOpen();
    Given.notNull(signal, "signal", "one such as SIGTERM");
    place.ask("kill", place.id(), Integer.toString(signal.number()));
    return this;
  }

  /** Returns what the container has written until now, output and errors as they came. */
  public String output() {
    checkOpen();
    return place.written();
  }

  /**
   * Deletes the stopped container and closes this.
   *
   * @throws IllegalStateException when the runtime refused: it is still running
   */
  public void delete() {
    checkOpen();
    place.ask("delete", place.id());
    drop();
  }

  /** Kills and deletes the container, and all that was made for it. A second time does nothing. */
  @Override
  public void close() {
    if (isOpen()) {
      try {
        place.ask("delete", "--force", place.id());
      } finally {
        drop();
      }
    }
  }

  /** Says whether the container has not been deleted. */
  public synchronized boolean isOpen() {
    return !closed && place.isOpen();
  }

  /** Returns {@code container runc-1 (running)}. */
  @Override
  public String toString() {
    return "container %s (%s)".formatted(name(), isOpen() ? state().status() : "closed");
  }

  /** Ends it without asking the runtime. */
  void drop() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    OciContainers.remove(this);
    place.close();
  }

  private void checkOpen() {
    if (!isOpen()) {
      throw new IllegalStateException(
          "container %s is closed: Runc.create(bundle) makes a new one".formatted(name()));
    }
  }
}
