package org.cellblock.linux;

import java.util.List;
import java.util.Map;

/**
 * What posix_spawn(3) is to start, in the root directory and the namespaces of the calling thread.
 *
 * @param program a path, or a name that is looked for in the {@code PATH} of {@code environment}
 * @param arguments argv, beginning with the program's own name
 * @param environment all of it; nothing is inherited
 * @param stdin file descriptor 0 of the program
 * @param stdout file descriptor 1 of the program
 * @param stderr file descriptor 2 of the program
 * @param cgroups where the program is before its first instruction; none to stay in this process's
 * @param rlimits its limits at its first instruction; for all other resources it has this process's
 * @param mark by which it and all that it starts are found; null for none
 */
public record SpawnRequest(
    String program,
    List<String> arguments,
    Map<String, String> environment,
    Fd stdin,
    Fd stdout,
    Fd stderr,
    List<CgroupProcs> cgroups,
    List<Rlimit> rlimits,
    ProcessMark mark) {

  /** Checks and copies what was given. */
  public SpawnRequest {
    Given.text(program, "program");
    Given.notNull(arguments, "arguments", "argv, beginning with the program's own name");
    Given.notNull(stdin, "stdin", "an open file, for example NullDevice.FD");
    Given.notNull(stdout, "stdout", "an open file, for example NullDevice.FD");
    Given.notNull(stderr, "stderr", "an open file, for example NullDevice.FD");
    arguments.forEach(each -> Given.text(each, "argument"));
    if (program.isEmpty() || arguments.isEmpty()) {
      throw new IllegalArgumentException(
          "program [%s] with arguments %s: expected a name and at least argv[0]"
              .formatted(program, arguments));
    }
    arguments = List.copyOf(arguments);
    environment = Given.environment(environment);
    cgroups = Given.list(cgroups, "cgroups", "doors of cgroups, or none");
    rlimits = Given.list(rlimits, "rlimits", "limits, or none");
  }

  /**
   * Says whether it starts like any program: nothing has to be done before its first instruction.
   */
  boolean isPlain() {
    return cgroups.isEmpty() && rlimits.isEmpty();
  }

  /** Returns the environment as {@code NAME=VALUE}. */
  List<String> variables() {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /**
   * Asks for a program that stays in this process's cgroups and has its limits.
   *
   * @param program a path or a name
   * @param arguments argv
   * @param environment all of it
   * @param stdin file descriptor 0 of the program
   * @param stdout file descriptor 1 of the program
   * @param stderr file descriptor 2 of the program
   */
  public SpawnRequest(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      Fd stdin,
      Fd stdout,
      Fd stderr) {
    this(program, arguments, environment, stdin, stdout, stderr, List.of(), List.of(), null);
  }
}
