package org.cellblock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/** The C compiler of this machine. */
final class CCompiler {

  private CCompiler() {}

  /**
   * Compiles one of the benchmark's C programs.
   *
   * @param directory where to
   * @param name of the program; its source is {@code name.c}
   * @param options of the compiler, beside {@code -O2}
   * @return the program
   * @throws IllegalStateException without a C compiler
   */
  static Path compile(Path directory, String name, String... options) throws IOException {
    Path source = directory.resolve(name + ".c");
    try (InputStream in = CCompiler.class.getResourceAsStream("/" + name + ".c")) {
      Files.copy(in, source);
    }
    Path program = directory.resolve(name);
    List<String> words = new ArrayList<>(List.of("-O2"));
    words.addAll(List.of(options));
    words.addAll(List.of("-o", program.toString(), source.toString()));
    Output output = Host.run("cc", words.toArray(String[]::new));
    if (!output.succeeded()) {
      throw new IllegalStateException("compile " + name + ".c: " + output);
    }
    return program;
  }
}
