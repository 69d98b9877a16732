package org.cellblock.containers.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.cellblock.linux.Child;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.Fd;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.Pipe;
import org.cellblock.linux.Poll;
import org.cellblock.linux.Signal;
import org.cellblock.linux.SpawnRequest;

/**
 * A program that a cell or the host runs.
 *
 * <p>Its standard input is empty. It leads a session and a process group of its own, so that
 * killing it reaches what it has started.
 */
public final class Program {

  /** How often a waiting thread looks whether it has been interrupted. */
  private static final int LOOK_MILLIS = 20;

  /** Nobody interrupts the thread that reads in the background: it sleeps until there is news. */
  private static final int UNTIL_NEWS = -1;

  /** Pieces of 64 KiB: a pipe holds no more than 1 MiB; see pipe(7). */
  private static final int LEFT_PIECES = 32;

  private final String command;
  private final Child child;
  private final TextSink stdout;
  private final TextSink stderr;

  /** One thread reads at a time: what it closes may be another file a moment later. */
  private final ReentrantLock collecting = new ReentrantLock();

  private volatile CompletableFuture<Output> background;
  private Output output;

  private Program(String command, Child child, TextSink stdout, TextSink stderr) {
    this.command = command;
    this.child = child;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Starts a program from the calling thread. */
  static Program spawn(Launch launch, String program, String... arguments) {
    Given.notNull(arguments, "arguments", "texts, or none");
    List<String> argv = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    Pipe out = Pipe.open();
    Pipe err = out.another();
    try (Fd outEnd = out.writeEnd();
        Fd errEnd = err.writeEnd()) {
      Child child =
          Child.spawn(
              new SpawnRequest(
                  program,
                  argv,
                  launch.environment(),
                  NullDevice.FD,
                  outEnd,
                  errEnd,
                  launch.cgroups(),
                  launch.rlimits(),
                  launch.mark()));
      return new Program(
          String.join(" ", argv), child, new TextSink(out.readEnd()), new TextSink(err.readEnd()));
    } catch (RuntimeException refused) {
      out.close();
      err.close();
      throw refused;
    }
  }

  /** Reads on in the background what the program writes, until it ends. */
  Program drained() {
    CompletableFuture<Output> reading = new CompletableFuture<>();
    HostThread.start(
        "output of " + command,
        () -> {
          try {
            reading.complete(collect((stream, text) -> {}, UNTIL_NEWS));
          } catch (RuntimeException | Error failed) {
            reading.completeExceptionally(failed);
          }
        });
    background = reading;
    return this;
  }

  /** Returns the process id as the host sees it. */
  public long pid() {
    return child.pid();
  }

  /**
   * Returns the process id as the program itself sees it.
   *
   * @return the innermost number of {@code NSpid} in {@code /proc/PID/status}
   * @throws IllegalStateException when the program has ended
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
   */
  public long pidInside() {
    return HostThread.call(
        () -> {
          try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines
                .filter(line -> line.startsWith("NSpid:"))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1)))
                .findFirst()
                .orElseThrow();
          } catch (IOException | RuntimeException vanished) {
            throw new IllegalStateException(command + " has ended", vanished);
          }
        });
  }

  /** Returns the program and its arguments, joined by blanks. */
  public String command() {
    return command;
  }

  /** Says whether the program has not ended yet. */
  public boolean isRunning() {
    return child.poll().isEmpty();
  }

  /**
   * Kills the program and its process group with SIGKILL, and waits until it has ended.
   *
   * @return what it had written
   */
  public Output kill() {
    child.kill(Signal.SIGKILL);
    return waitFor();
  }

  /**
   * Sends a signal to the program and its process group; nothing once it has ended.
   *
   * @param signal what to send
   */
  public void kill(Signal signal) {
    child.kill(signal);
  }

  /**
   * Waits until the program has ended.
   *
   * @return what it wrote and how it ended
   * @throws CancellationException when the waiting thread is interrupted; the program is killed
   */
  public Output waitFor() {
    if (background != null) {
      return waitForBackground();
    }
    ProgramListener listener = ProgramListener.Current.get();
    Output all = collect((stream, text) -> listener.wrote(this, stream, text), LOOK_MILLIS);
    listener.ended(this, all);
    return all;
  }

  /**
   * Waits until a program that {@code Cell.start} or {@link Host#start} gave has ended, no longer
   * than given: then it is killed.
   *
   * @param atMost how long, 0 or more
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the time is over, with what it wrote to standard error
   * @throws CancellationException when the waiting thread is interrupted; the program is killed
   */
  public Output waitFor(Duration atMost) {
    Deadline deadline =
        Deadline.in(
            atMost,
            "[%s], process %d, to end; it was killed".formatted(command, pid()),
            "run it by hand, or under strace -f, to see what it waits for");
    while (isRunning()) {
      if (Thread.interrupted()) {
        throw cancelled();
      }
      if (deadline.isOver()) {
        throw endedBy(deadline.over(stderr().strip()));
      }
      Poll.readable(List.of(child.pidfd()), Math.min(LOOK_MILLIS, deadline.millisLeft()));
    }
    return waitFor();
  }

  private IllegalStateException endedBy(IllegalStateException late) {
    try {
      end();
    } catch (RuntimeException unkillable) {
      late.addSuppressed(unkillable);
    }
    return late;
  }

  /**
   * Kills the program and returns when it has ended, even on an interrupted thread; who waits for
   * it, if anybody, is told.
   */
  void end() {
    child.end();
    if (background != null) {
      endBackground();
    } else if (collecting.tryLock()) {
      try {
        finish();
      } finally {
        collecting.unlock();
      }
    }
  }

  /** Returns {@code sleep 1000 (pid 4711, running)}. */
  @Override
  public String toString() {
    return "%s (pid %d, %s)".formatted(command, pid(), isRunning() ? "running" : child.waitFor());
  }

  /** Returns what the program has written to standard output until now. */
  public String stdout() {
    return stdout.text();
  }

  /** Returns what the program has written to standard error until now. */
  public String stderr() {
    return stderr.text();
  }

  private Output waitForBackground() {
    while (isRunning()) {
      try {
        background.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        throw cancelled();
      } catch (TimeoutException | ExecutionException ended) {
        // it runs on; or what has failed is told below
      }
    }
    return endBackground();
  }

  /** Waits for who reads the output of the program, which has ended. */
  private Output endBackground() {
    try {
      return Deadline.in(
              Deadline.OWN,
              "the output of [%s], which has ended, to be read".formatted(command),
              "does a listener of programs hold up its reader?")
          .get(background);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the output of " + command + " is lost", failed.getCause());
    }
  }

  private CancellationException cancelled() {
    child.kill(Signal.SIGKILL);
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted: killed " + command);
  }

  private interface Sink {
    void wrote(ProgramListener.Stream stream, String text);
  }

  private Output collect(Sink sink, int lookMillis) {
    beginCollecting();
    try {
      if (output == null) {
        copyUntilEnded(sink, lookMillis);
      }
    } finally {
      try {
        finish();
      } finally {
        collecting.unlock();
      }
    }
    return output;
  }

  private void beginCollecting() {
    if (!collecting.tryLock()) {
      try {
        collecting.lockInterruptibly();
      } catch (InterruptedException interrupted) {
        throw cancelled();
      }
    }
  }

  /** Nobody reads on: a program that runs still is killed, and doesn't block at a full pipe. */
  private void finish() {
    if (output == null) {
      ExitStatus status = child.poll().orElseGet(child::end);
      output = new Output(command, stdout.text(), stderr.text(), status);
      stdout.close();
      stderr.close();
      child.close();
    }
  }

  private void copyUntilEnded(Sink sink, int lookMillis) {
    boolean ended = false;
    while (!ended) {
      if (Thread.interrupted()) {
        throw cancelled();
      }
      ended = copy(sink, lookMillis);
    }
    int pieces = 0;
    while (copyLeft(sink) && pieces < LEFT_PIECES) { // a child of its may go on writing
      pieces++;
    }
  }

  /** Copies what comes within a time; says whether the program has ended. */
  private boolean copy(Sink sink, int millis) {
    List<Fd> fds = openStreams();
    fds.add(child.pidfd());
    List<Fd> readable = Poll.readable(fds, millis);
    readAll(sink, readable);
    return readable.contains(child.pidfd());
  }

  /** Copies what an ended program left in its pipes; its children may hold them open for ever. */
  private boolean copyLeft(Sink sink) {
    List<Fd> fds = openStreams();
    List<Fd> readable = fds.isEmpty() ? fds : Poll.readable(fds, 0);
    readAll(sink, readable);
    return !readable.isEmpty();
  }

  private List<Fd> openStreams() {
    List<Fd> fds = new ArrayList<>();
    for (TextSink each : List.of(stdout, stderr)) {
      if (!each.isAtEnd()) {
        fds.add(each.fd());
      }
    }
    return fds;
  }

  private void readAll(Sink sink, List<Fd> readable) {
    pass(sink, ProgramListener.Stream.STDOUT, stdout, readable);
    pass(sink, ProgramListener.Stream.STDERR, stderr, readable);
  }

  private static void pass(
      Sink sink, ProgramListener.Stream stream, TextSink source, List<Fd> readable) {
    if (readable.contains(source.fd())) {
      String text = source.readSome();
      if (!text.isEmpty()) {
        sink.wrote(stream, text);
      }
    }
  }
}
