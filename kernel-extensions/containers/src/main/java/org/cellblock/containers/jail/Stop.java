package org.cellblock.containers.jail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.Pause;
import org.cellblock.linux.SyscallException;
import tech.tablesaw.api.Row;

/** The steps by which a jail ends. */
final class Stop {

  private static final String DEFAULT_SECONDS = "10";
  private static final long LOOK_MILLIS = 5;
  private static final String PID_ONE = "1";

  private final Running running;
  private final Jail jail;
  private final ExecCommands commands;

  Stop(Running running) {
    this.running = running;
    jail = running.jail();
    commands = new ExecCommands(jail);
  }

  void run() {
    for (Running other : Jails.running()) {
      if (other.jail().values("depend").contains(jail.name())) {
        other.jail().stop();
      }
    }
    try {
      commands.outside("exec.prestop");
      commands.inside(running.cell(), "exec.stop");
      terminate(running.cell());
    } finally {
      running.cell().close();
      Jails.remove(running);
      Hub.closeIfEmpty();
    }
    commands.outside("exec.poststop");
    commands.outside("exec.release");
  }

  /** Asks all processes to end; inside, where -1 reaches the jail's and no others. */
  private void terminate(Cell cell) {
    int seconds = Integer.parseInt(jail.value("stop.timeout", DEFAULT_SECONDS));
    if (seconds <= 0 || !hasOwnPids(cell)) {
      return;
    }
    try {
      cell.start("/bin/sh", "-c", "kill -TERM -1").waitFor(Deadline.TOOL);
    } catch (SyscallException noShell) {
      return; // a root without a shell: closing the cell kills what is left
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end && !cell.call(Stop::isEmpty)) {
      Pause.millis(LOOK_MILLIS, "a jail's command");
    }
  }

  /** In the host's pid namespace, -1 would be everybody. */
  private static boolean hasOwnPids(Cell cell) {
    for (Row row : cell.namespaces()) {
      if (row.getString("type").equals("pid")) {
        return row.getString("whose").equals("own");
      }
    }
    return false;
  }

  /** Looks from the jail's thread, whose /proc shows the jail's processes. */
  private static boolean isEmpty() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .noneMatch(name -> Character.isDigit(name.charAt(0)) && !name.equals(PID_ONE));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
