package org.cellblock.containers.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Child;
import org.cellblock.linux.Fd;
import org.cellblock.linux.Given;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.Pipe;
import org.cellblock.linux.Rlimit;
import org.cellblock.linux.SpawnRequest;

/**
 * A shell that learns when this process ends, however it ends: it reads from a pipe that breaks
 * then. What has to be done after a {@code kill -9}, it does.
 */
public final class Survivor {

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  private final Child shell;
  private final Fd lifeline;

  private Survivor(Child shell, Fd lifeline) {
    this.shell = shell;
    this.lifeline = lifeline;
  }

  /**
   * Starts a shell on the host; what it writes goes nowhere.
   *
   * @param name as ps(1) shows it
   * @param script that reads its standard input to the end first
   * @param rlimits the shell's limits, none for this process's
   * @param arguments the script's {@code $1} and so on
   * @return the shell, to be ended
   * @throws org.cellblock.linux.SyscallException when it can't be started
   */
  public static Survivor start(
      String name, String script, List<Rlimit> rlimits, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c"));
    argv.add(Given.text(script, "script"));
    argv.add(Given.text(name, "name"));
    argv.addAll(Given.texts(arguments, "argument"));
    Given.list(rlimits, "rlimits", "limits, or none");
    Pipe pipe = Pipe.open();
    try (Fd stdin = pipe.readEnd();
        Fd nowhere = NullDevice.openForWriting()) {
      SpawnRequest request =
          new SpawnRequest(
              "sh", argv, ENVIRONMENT, stdin, nowhere, nowhere, List.of(), rlimits, null);
      return new Survivor(Child.spawn(request), pipe.writeEnd());
    } catch (RuntimeException refused) {
      pipe.close();
      throw refused;
    }
  }

  /** Returns the shell. */
  public Child shell() {
    return shell;
  }

  /** Returns what the shell reads from: it goes on once this is closed. */
  public Fd lifeline() {
    return lifeline;
  }
}
