package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/**
 * The small C program that starts a tool and takes its time, so that no JVM is in what it shows.
 *
 * @param program where it is
 */
record Stopwatch(Path program) {

  /**
   * Compiles it.
   *
   * @throws IllegalStateException without a C compiler
   */
  static Stopwatch compile(Path directory) throws IOException {
    return new Stopwatch(CCompiler.compile(directory, "floor"));
  }

  /** Runs a command that ends with {@code floor}, and returns the nanoseconds that it prints. */
  private static long run(List<String> command) {
    Output output = Host.run(command.get(0), command.stream().skip(1).toArray(String[]::new));
    if (!output.succeeded()) {
      throw new IllegalStateException(output.toString().strip());
    }
    return nanos(output.stdout());
  }

  /** A tool may print before; the time is in the last line. */
  static long nanos(String text) {
    List<String> lines = text.lines().toList();
    return Long.parseLong(lines.get(lines.size() - 1));
  }

  /** Returns a contestant that is a tool with its arguments. */
  Contestant tool(String name, String... words) {
    return toolWithin(List.of(), name, words);
  }

  /** Returns a contestant that is a tool, started by way of another, which isn't timed. */
  Contestant toolWithin(List<String> other, String name, String... words) {
    List<String> command = new ArrayList<>(other);
    command.addAll(List.of(program.toString(), "time"));
    command.addAll(List.of(words));
    return Contestant.of(name, () -> run(command));
  }

  /** Returns the contestant that is the C program itself. */
  Contestant floor(Path programs, Path root) {
    List<String> command =
        List.of(program.toString(), "contain", programs.toString(), root.toString());
    return Contestant.of(Peers.FLOOR, () -> run(command));
  }
}
