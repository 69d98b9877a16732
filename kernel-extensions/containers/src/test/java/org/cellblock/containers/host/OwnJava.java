package org.cellblock.containers.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Java of a test's own, to be killed. */
public final class OwnJava {

  private OwnJava() {}

  public static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    return new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Says whether a process runs; an orphan that has ended is there until init reaps it. */
  public static boolean isAlive(Path process) {
    try {
      return !Files.readString(process.resolve("stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }
}
