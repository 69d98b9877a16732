package org.cellblock.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.Host;
import org.cellblock.containers.Output;

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
    return new Stopwatch(Compiler.compile(directory, "floor"));
  }

  /** Runs {@code floor} with these words and returns the nanoseconds that it prints. */
  long run(List<String> words) {
    Output output = Host.run(program.toString(), words.toArray(String[]::new));
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
    return contestant(name, Stream.concat(Stream.of("time"), Stream.of(words)).toList());
  }

  /** Returns the contestant that is the C program itself. */
  Contestant floor(Path programs, Path root) {
    return contestant("C floor", List.of("contain", programs.toString(), root.toString()));
  }

  private Contestant contestant(String name, List<String> words) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long runOnce() {
        return run(words);
      }
    };
  }
}
