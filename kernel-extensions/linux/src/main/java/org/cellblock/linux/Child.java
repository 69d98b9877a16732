package org.cellblock.linux;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import jnr.ffi.Pointer;

/**
 * A program started by this process, until it has been waited for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
 */
public final class Child implements AutoCloseable {

  private static final int X_OK = 1;
  private static final int WNOHANG = 1;

  /** What opens the gate; when this process is killed before, the program never begins. */
  private static final byte[] OPEN = {1};

  /** How long to sleep on the pidfd before looking again: another thread may have reaped. */
  private static final int LOOK_MILLIS = 100;

  /** Those that the kernel keeps until this process has waited for them. */
  private static final Map<Long, Child> UNREAPED = new ConcurrentHashMap<>();

  private final long pid;
  private final Fd pidfd;
  private ExitStatus status;

  private Child(long pid) {
    this.pid = pid;
    this.pidfd = pidfdOrEnd(pid);
    UNREAPED.put(pid, this);
  }

  /**
   * Starts a program from the calling thread: in its root directory, working directory, namespaces
   * and with its capabilities. The program leads a session of its own, blocks no signal and ignores
   * none.
   *
   * @param request what to start
   * @return the running program
   * @throws SyscallException ENOENT when there is no such program, EACCES when it may not be
   *     executed, ENOMEM when the pid namespace of the thread is dead; what prlimit(2) answered to
   *     a limit
   */
  public static Child spawn(SpawnRequest request) {
    Given.notNull(request, "request", "what to start");
    Arguments arguments = Arguments.of("path", request.program(), "argv", request.arguments());
    String path = find(request, arguments);
    return request.isPlain()
        ? new Child(spawn(request, path, request.arguments(), List.of()))
        : spawnJoining(request, path);
  }

  private static Child spawnJoining(SpawnRequest request, String path) {
    Pipe report = Pipe.open();
    try (Fd answer = report.readEnd()) {
      Child child = spawnLimited(request, path, report.writeEnd());
      try {
        JoinProgram.check(answer, request, spawned(request, path), Deadline.OWN);
        return child;
      } catch (RuntimeException refused) {
        throw child.endedBy(refused);
      }
    }
  }

  /** Starts what becomes the program; it waits at the gate until it has its limits. */
  private static Child spawnLimited(SpawnRequest request, String path, Fd report) {
    try (report;
        Pipe gate = Pipe.open()) {
      List<Fd> kept = new ArrayList<>(List.of(report, gate.readEnd()));
      request.cgroups().forEach(each -> kept.add(each.fd()));
      List<String> argv = JoinProgram.arguments(request, path, report, gate.readEnd());
      Child child = new Child(spawn(request, JoinProgram.path(), argv, kept));
      try {
        request.rlimits().forEach(limit -> limit.setOn(child.pid));
        gate.writeEnd().write(OPEN);
        return child;
      } catch (RuntimeException refused) {
        throw child.endedBy(refused);
      }
    }
  }

  /** Ends what can't become the program; what keeps it from ending is told as well. */
  private RuntimeException endedBy(RuntimeException refused) {
    try {
      end();
    } catch (RuntimeException unkillable) {
      refused.addSuppressed(unkillable);
    } finally {
      close();
    }
    return refused;
  }

  private static int spawn(SpawnRequest request, String path, List<String> argv, List<Fd> kept) {
    Fd.closeAllOnExec();
    IntSupplier spawn = () -> posixSpawn(request, path, argv, kept);
    IntSupplier fork = () -> Fork.spawn(request, path, argv, kept);
    return ProcessMark.on(
        request.mark(),
        () -> Fork.mayBeNeeded() ? Fork.whereNeeded(spawn, fork) : spawn.getAsInt());
  }

  private static int posixSpawn(
      SpawnRequest request, String path, List<String> argv, List<Fd> kept) {
    int[] pid = new int[1];
    Pointer actions = SpawnMemory.fileActions(request, path, kept);
    Pointer words = SpawnMemory.strings(argv);
    Pointer variables = SpawnMemory.strings(request.variables());
    try {
      Syscall.runReturningErrno(
          "posix_spawn",
          spawned(request, path),
          () ->
              Native.LIBC.posix_spawn(
                  pid, path, actions, SpawnMemory.ATTRIBUTES, words, variables));
    } finally {
      Native.LIBC.posix_spawn_file_actions_destroy(actions);
      // a call knows addresses only: without these, the memory may be freed under it
      Reference.reachabilityFence(actions);
      Reference.reachabilityFence(words);
      Reference.reachabilityFence(variables);
    }
    return pid[0];
  }

  private static Arguments spawned(SpawnRequest request, String path) {
    return Arguments.of("path", path, "argv", String.join(" ", request.arguments()));
  }

  /** Returns the process id, as this process sees it. */
  public long pid() {
    return pid;
  }

  /** Returns the pidfd(2): readable once the program has ended. */
  public Fd pidfd() {
    return pidfd;
  }

  /**
   * Returns how the program ended, without waiting.
   *
   * @return its status, or nothing while it runs
   */
  public synchronized Optional<ExitStatus> poll() {
    return Optional.ofNullable(reap());
  }

  /**
   * Waits until the program has ended, however long it runs.
   *
   * @return its status
   * @throws CancellationException when the waiting thread is interrupted; the program runs on
   */
  public ExitStatus waitFor() {
    Optional<ExitStatus> ended = poll();
    while (ended.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted: process %d runs on".formatted(pid));
      }
      Poll.readable(List.of(pidfd), LOOK_MILLIS);
      ended = poll();
    }
    return ended.get();
  }

  /**
   * Waits until a program that does something for this process has ended, also on an interrupted
   * thread.
   *
   * @param deadline how long at most
   * @return its status
   * @throws IllegalStateException when the time is over; the program runs on
   */
  public ExitStatus waitFor(Deadline deadline) {
    Given.notNull(deadline, "deadline", "one, for example of Deadline.OWN");
    Optional<ExitStatus> ended = poll();
    while (ended.isEmpty()) {
      deadline.check();
      Poll.readable(List.of(pidfd), Math.min(LOOK_MILLIS, deadline.millisLeft()));
      ended = poll();
    }
    return ended.get();
  }

  /**
   * Sends a signal to the program and to all in its process group; nothing once it has been waited
   * for. The host sends it, whatever the calling cell may still do.
   *
   * @param signal what to send
   * @throws SyscallException EPERM for a program that became another user's, where the host may not
   */
  public void kill(Signal signal) {
    Given.notNull(signal, "signal", "one such as SIGTERM");
    HostThread.call(() -> send(signal));
  }

  private synchronized Void send(Signal signal) {
    if (status == null && Posix.CALLS.kill((int) -pid, signal.number()) == -1) {
      int errno = Native.errno();
      if (errno != Errno.ESRCH) {
        throw SyscallException.of("kill", Arguments.of("pid", -pid, "signal", signal), errno);
      }
    }
    return null;
  }

  /**
   * Kills the program and its process group, and waits until it has ended.
   *
   * @return its status
   * @throws SyscallException EPERM where the host may not kill it
   * @throws IllegalStateException when it hasn't ended after {@link Deadline#OWN}: it can't, frozen
   *     in a cgroup of version 1 or waiting for a device
   */
  public ExitStatus end() {
    kill(Signal.SIGKILL);
    Deadline deadline = endOf(pid);
    Optional<ExitStatus> ended = poll();
    while (ended.isEmpty()) {
      if (deadline.isOver()) {
        throw deadline.over("its state is " + state());
      }
      reapEnded();
      Poll.readable(List.of(pidfd), LOOK_MILLIS);
      ended = poll();
    }
    return ended.get();
  }

  /** A killed program needs a processor to end, and nothing else. */
  private static Deadline endOf(long pid) {
    return Deadline.in(
        Deadline.OWN,
        () -> "process %d, which was killed, to end".formatted(pid),
        "it may be frozen in a cgroup (echo THAWED > freezer.state), or wait for a device");
  }

  /**
   * Waits for all that have ended: a pid namespace ends with the last of its processes, and those
   * that this process has started there are waited for by nobody else.
   */
  private static void reapEnded() {
    UNREAPED.values().forEach(Child::poll);
  }

  private String state() {
    try (DirectoryFd proc = HostThread.call(() -> DirectoryFd.open("/proc"))) {
      return proc.read(pid + "/stat").map(stat -> stat.replaceAll(".*\\) (.).*", "$1")).orElse("?");
    }
  }

  /** Forgets the program; it runs on, and is waited for by whoever asked for it. */
  @Override
  public void close() {
    pidfd.close();
  }

  private ExitStatus reap() {
    if (status != null) {
      return status;
    }
    int[] word = new int[1];
    if (waitpid(pid, word, WNOHANG) == pid) {
      status = ExitStatus.ofWaitStatus(word[0]);
      UNREAPED.remove(pid);
    }
    return status;
  }

  static long waitpid(long pid, int[] status, int options) {
    long ended;
    do {
      ended = Posix.CALLS.waitpid((int) pid, status, options);
    } while (ended == -1 && Native.errno() == Errno.EINTR);
    return Syscall.check("waitpid", Arguments.of("pid", pid), ended);
  }

  /** A program that nobody reaped would keep its pid namespace, and whoever ends that, for ever. */
  private static Fd pidfdOrEnd(long pid) {
    try {
      return pidfd(pid);
    } catch (SyscallException refused) {
      endUnheld(pid, refused);
      throw refused;
    }
  }

  /**
   * Kills a child and waits for it, which nobody else will: that no pidfd holds it, or it has not
   * become a program. What keeps it from ending is told with the reason.
   */
  static void endUnheld(long pid, RuntimeException why) {
    Posix.CALLS.kill((int) -pid, Signal.SIGKILL.number());
    Posix.CALLS.kill((int) pid, Signal.SIGKILL.number()); // it may not lead its group yet
    Deadline deadline = endOf(pid);
    while (waitpid(pid, new int[1], WNOHANG) != pid) {
      if (deadline.isOver()) {
        why.addSuppressed(deadline.over(""));
        return;
      }
      Pause.uninterrupted(1);
    }
  }

  private static Fd pidfd(long pid) {
    long fd = Native.LIBC.syscall(SyscallNumber.PIDFD_OPEN.number(), pid, 0L);
    return new Fd((int) Syscall.check("pidfd_open", Arguments.of("pid", pid), fd));
  }

  private static String find(SpawnRequest request, Arguments arguments) {
    String program = request.program();
    if (program.contains("/")) {
      return program;
    }
    String directories = request.environment().getOrDefault("PATH", "/usr/bin:/bin");
    for (String directory : directories.split(":")) {
      String path = directory + "/" + program;
      if (Native.LIBC.access(path, X_OK) == 0) {
        return path;
      }
    }
    throw SyscallException.of("posix_spawn", arguments, Errno.ENOENT);
  }
}
