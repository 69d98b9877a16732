package org.cellblock.containers.lxc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cellblock.containers.host.Survivor;
import org.cellblock.linux.Child;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Steps;
import org.cellblock.procfs.ProcessCgroup;

/**
 * Thaws a container when this process ends, however it ends: in version 1 a frozen process can't be
 * killed. A {@link Survivor} writes to {@code freezer.state} then.
 */
final class Thaw implements AutoCloseable {

  private static final String SCRIPT = "read -r until_the_end; echo THAWED > \"$1\"";

  private final Survivor survivor;
  private final Path file;

  private Thaw(Survivor survivor, Path file) {
    this.survivor = survivor;
    this.file = file;
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
    return new Thaw(Survivor.start("cellblock-thaw", SCRIPT, List.of(), file.toString()), file);
  }

  /** Thaws, and waits until it is done. A second time does nothing. */
  @Override
  public void close() {
    HostThread.call(() -> end(Deadline.OWN));
  }

  synchronized Void end(Duration patience) {
    Child shell = survivor.shell();
    survivor.lifeline().close();
    Deadline deadline =
        Deadline.in(
            patience,
            "the container's processes to be thawed",
            "echo THAWED > %s, then close the container again".formatted(file));
    Steps.runAll(List.of(() -> shell.waitFor(deadline), shell::end, shell::close));
    return null;
  }
}
