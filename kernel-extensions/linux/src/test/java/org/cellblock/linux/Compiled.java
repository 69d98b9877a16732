package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Machine code that is compiled here and now, and how it is run on this machine. */
final class Compiled {

  private static final Map<String, String> TOOLS =
      Map.of("amd64", "x86_64-linux-gnu", "aarch64", "aarch64-linux-gnu");

  private Compiled() {}

  /** Compiles sources, all programs when there are none; skips the test without a compiler. */
  static void build(Path directory, String architecture, String... sources)
      throws IOException, InterruptedException {
    String tools = TOOLS.get(architecture);
    String debian = isNative(architecture) ? "gcc" : "gcc-" + tools.replace('_', '-');
    assumeTrue(runs(tools + "-gcc"), "needs %s-gcc (%s)".formatted(tools, debian));
    Stream<String> words = Stream.of("src/main/c/build", directory.toString(), architecture);
    Process build =
        new ProcessBuilder(Stream.concat(words, Stream.of(sources)).toList())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(build.getInputStream().readAllBytes())).isEmpty();
    assertThat(build.waitFor()).isZero();
  }

  static byte[] code(Path directory, String name, String architecture) throws IOException {
    Path file = directory.resolve(name + "-" + architecture + ".hex");
    return HexFormat.of().parseHex(Files.readString(file).replace("\n", ""));
  }

  /** Returns what a program of an architecture runs in: nothing on a machine of its kind. */
  static List<String> emulator(String architecture) throws InterruptedException {
    if (isNative(architecture)) {
      return List.of();
    }
    String name = "qemu-" + TOOLS.get(architecture).replace("-linux-gnu", "");
    for (String each : List.of(name, name + "-static")) {
      if (runs(each)) {
        return List.of(each);
      }
    }
    assumeTrue(false, "needs " + name + " (qemu-user)");
    return List.of();
  }

  private static boolean isNative(String architecture) {
    return architecture.equals(System.getProperty("os.arch"));
  }

  private static boolean runs(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
