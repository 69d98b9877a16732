package org.cellblock.containers.lxc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Child;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Fd;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.Pipe;
import org.cellblock.linux.SpawnRequest;
import org.cellblock.linux.Steps;
import org.cellblock.procfs.ProcessCgroup;

/**
 * Thaws a container when this process ends, however it ends: in version 1 a frozen process can't be
 * killed. A shell reads from a pipe that breaks then, and writes to {@code freezer.state}.
 */
final class Thaw implements AutoCloseable {

  private static final String SCRIPT = "read -r until_the_end; echo THAWED > \"$1\"";

  private final Child shell;
  private final Fd lifeline;
  private final Path file;

  private Thaw(Child shell, Fd lifeline, Path file) {
    this.file = file;
    this.shell = shell;
    this.lifeline = lifeline;
  }

  /**
   * Starts the shell for a process's cgroup of the freezer; null in version 2, which needs none.
   */
  static Thaw of(long pid) {
    return HostThread.call(
        () ->
            ProcessCgroup.readAll(pid).stream()
                .filter(each -> List.of(each.controllers().split(",")).contains("freezer"))
                .findFirst()
                .map(each -> start(Path.of(each.directory(), "freezer.state")))
                .orElse(null));
  }

  static Thaw start(Path file) {
    Pipe pipe = Pipe.open();
    List<String> argv = List.of("sh", "-c", SCRIPT, "cellblock-thaw", file.toString());
    try (Fd stdin = pipe.readEnd();
        Fd nowhere = NullDevice.openForWriting()) {
      Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
      SpawnRequest request = new SpawnRequest("sh", argv, environment, stdin, nowhere, nowhere);
      return new Thaw(Child.spawn(request), pipe.writeEnd(), file);
    } catch (RuntimeException refused) {
      pipe.close();
      throw refused;
    }
  }

  /** Thaws, and waits until it is done. A second time does nothing. */
  @Override
  public void close() {
    HostThread.call(() -> end(Deadline.OWN));
  }

  synchronized Void end(Duration patience) {
    lifeline.close();
    Deadline deadline =
        Deadline.in(
            patience,
            "the container's processes to be thawed",
            "echo THAWED > %s, then close the container again".formatted(file));
    Steps.runAll(List.of(() -> shell.waitFor(deadline), shell::end, shell::close));
    return null;
  }
}
