package org.cellblock.claims;

import java.io.IOException;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;
import org.cellblock.procfs.EnvironmentVariable;

/** Who reads the environment of a container's program, and what is in it. */
final class EnvironClaims {

  private EnvironClaims() {}

  @Checks("C179")
  static Evidence theHostCanReadAContainersEnvironment() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = cell.start("env", "TOKEN=opensesame", "sleep", "100");
      Wait.until(() -> environ(sleep.pid()).contains("TOKEN=opensesame"));
      return theHostCanReadAContainersEnvironment(sleep.pid(), environ(sleep.pid()));
    }
  }

  static Evidence theHostCanReadAContainersEnvironment(long pid, List<String> environ) {
    return Evidence.confirmedIf(
        environ.contains("TOKEN=opensesame"),
        "/proc/%d/environ on the host has %d variables: %s",
        pid,
        environ.size(),
        String.join(" ", environ));
  }

  @Checks("C180")
  static Evidence readingTakesRoot() throws IOException {
    String script =
        "TOKEN=opensesame sleep 5 & sleep 0.2; tr '\\0' '\\n' < /proc/$!/environ; kill $!";
    String read =
        Trial.onHost("setpriv", "--bounding-set=-all", "--inh-caps=-all", "sh", "-c", script);
    return readingTakesRoot(read.lines().toList());
  }

  static Evidence readingTakesRoot(List<String> environ) {
    return Evidence.correctedIf(
        environ.contains("TOKEN=opensesame"),
        "without a single capability, %d variables of a process of the same user were read%s",
        environ.size(),
        environ.contains("TOKEN=opensesame") ? ", TOKEN among them" : "");
  }

  @Checks("C181")
  static Evidence hasAllVariables() throws IOException {
    try (Cell cell = Trial.container()) {
      Program shell = cell.start("sh", "-c", "export LATER=1; env | grep LATER; sleep 100; :");
      Wait.until(() -> shell.stdout().contains("LATER=1"));
      return hasAllVariables(shell.stdout().strip(), environ(shell.pid()));
    }
  }

  static Evidence hasAllVariables(String inside, List<String> environ) {
    return Evidence.correctedIf(
        inside.equals("LATER=1") && !environ.contains("LATER=1"),
        "the program has set [%s]; its environ, as it was at the start, has %d variables, %s it",
        inside,
        environ.size(),
        environ.contains("LATER=1") ? "with" : "without");
  }

  private static List<String> environ(long pid) {
    return EnvironmentVariable.readAll(pid).stream()
        .map(each -> each.name() + "=" + each.value())
        .toList();
  }
}
