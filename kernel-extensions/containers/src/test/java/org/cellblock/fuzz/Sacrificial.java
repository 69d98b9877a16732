package org.cellblock.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.Linux;

/** A Java process on a machine that may be lost; see {@code src/test/sh/sacrificial}. */
final class Sacrificial {

  private Sacrificial() {}

  /** Runs a class there, and returns what it told; its last line is the exit status. */
  static List<String> run(Class<?> main, Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(script().toString());
    words.add(checkout().toString());
    words.add(directory.toString());
    words.addAll(java(main));
    words.addAll(List.of(arguments));
    Path told = directory.resolve("told");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(told.toFile()).start();
    process.getOutputStream().close();
    int status = process.waitFor();
    List<String> lines = new ArrayList<>(new String(Files.readAllBytes(told)).lines().toList());
    lines.add("exit status " + status);
    return lines;
  }

  static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-ea",
        "-Xmx400m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private static Path script() {
    return checkout().resolve("kernel-extensions/containers/src/test/sh/sacrificial");
  }

  /** These classes lie in kernel-extensions/containers/target/test-classes. */
  private static Path checkout() {
    try {
      Path ours = Path.of(Linux.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ours.resolve("../../../..").normalize().toRealPath();
    } catch (java.net.URISyntaxException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
