package org.cellblock.linux;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

  private static final int READY_MILLIS = 10_000;

  private final Child process;
  private final Fd lifeline;
  private final Fd report;
  private final boolean mountsProc;
  private final long start;

  private PidOne(Child process, Fd lifeline, Fd report, boolean mountsProc, long start) {
    this.process = process;
    this.lifeline = lifeline;
    this.report = report;
    this.mountsProc = mountsProc;
    this.start = start;
  }

  /**
   * Starts pid 1 from the calling thread, whose new pid namespace has no process yet.
   *
   * @param mountsProc whether it mounts the namespace's /proc on {@code proc} in the working
   *     directory
   * @return pid 1, starting
   * @throws SyscallException ENOMEM when the namespace had a pid 1 that has ended; refused outside
   *     a cell, when the cell shares PID with the host, and when it would mount where the cell
   *     shares MOUNT with it
   */
  public static PidOne start(boolean mountsProc) {
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
   * Waits until pid 1 has done what it was started for; it is closed if it could not.
   *
   * @throws SyscallException what mount(2) of /proc answered
   */
  public void awaitReady() {
    byte[] errno = new byte[1];
    try (report) {
      if (!Poll.isReadable(report, READY_MILLIS)) {
        close();
        throw new IllegalStateException(
            "pid 1 of the cell has not begun after %d s: is its cgroup frozen, or full?"
                .formatted(TimeUnit.MILLISECONDS.toSeconds(READY_MILLIS)));
      }
      if (report.read(errno) != 1) {
        close();
        throw new IllegalStateException("pid 1 of the cell ended at once: " + process.end());
      }
    }
    if (mountsProc) {
      trace(errno[0]);
    }
    if (errno[0] != 0) {
      close();
      SyscallException refused = SyscallException.of("mount", MOUNT_OF_PROC, errno[0]);
      throw refused.because(MaskedProc.explain(refused));
    }
  }

  /** Returns its process id as this process sees it. */
  public long pid() {
    return process.pid();
  }

  private void trace(int errno) {
    if (Thread.currentThread() instanceof CellThread cell) {
      String answer = errno == 0 ? "0" : Errno.of(errno).name();
      long micros = (System.nanoTime() - start) / 1_000;
      cell.record(new TracedCall("pid 1", "mount", MOUNT_OF_PROC.toString(), answer, micros));
    }
  }

  /** Ends pid 1 and with it every process in its namespace; returns when all are gone. */
  @Override
  public void close() {
    lifeline.close();
    report.close();
    process.end();
    process.close();
  }
}
