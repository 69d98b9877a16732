package org.cellblock.containers.jail;

import java.util.concurrent.TimeUnit;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Pause;

/** Runs a jail's {@code exec} commands, each by a shell; one that fails ends the series. */
final class ExecCommands {

  private static final long LOOK_MILLIS = 10;

  private final Jail jail;

  ExecCommands(Jail jail) {
    this.jail = jail;
  }

  /** Runs a series on the host. */
  void outside(String parameter) {
    for (String command : jail.commands(parameter)) {
      String user = jail.value("exec.system_user", null);
      check(parameter, command, await(Host.start(words(user)[0], rest(user, command))));
    }
  }

  /** Runs a series in the jail. */
  void inside(Cell cell, String parameter) {
    for (String command : jail.commands(parameter)) {
      String user = jail.value("exec.jail_user", null);
      check(parameter, command, await(cell.start(words(user)[0], rest(user, command))));
    }
  }

  private static String[] words(String user) {
    return user == null
        ? new String[] {"/bin/sh", "-c"}
        : new String[] {"su", "-s", "/bin/sh", user, "-c"};
  }

  private static String[] rest(String user, String command) {
    String[] words = words(user);
    String[] rest = new String[words.length];
    System.arraycopy(words, 1, rest, 0, words.length - 1);
    rest[words.length - 1] = command;
    return rest;
  }

  private Output await(Program program) {
    int seconds = Integer.parseInt(jail.value("exec.timeout", "0"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (seconds > 0 && program.isRunning()) {
      if (System.nanoTime() > end) {
        program.kill();
        throw new IllegalStateException(
            "jail %s: [%s] takes longer than exec.timeout, %d s: killed"
                .formatted(jail.name(), program.command(), seconds));
      }
      Pause.millis(LOOK_MILLIS, "a jail's command");
    }
    return program.waitFor();
  }

  private void check(String parameter, String command, Output output) {
    if (!output.succeeded()) {
      String wrote = (output.stdout() + output.stderr()).strip();
      throw new IllegalStateException(
          "jail %s: %s [%s]: expected status 0, got %s%s"
              .formatted(
                  jail.name(),
                  parameter,
                  command,
                  output.status(),
                  wrote.isEmpty() ? "" : "\n" + wrote));
    }
  }
}
