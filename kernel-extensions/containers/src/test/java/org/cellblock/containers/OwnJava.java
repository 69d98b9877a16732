package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Java of a test's own, to be killed. */
final class OwnJava {

  private static final Duration TO_VANISH = Duration.ofSeconds(60);

  private OwnJava() {}

  static Process start(Class<?> main, String... arguments) throws IOException {
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

  /** Waits until processes, as directories in /proc, have ended; a busy machine takes its time. */
  static void awaitGone(Path... processes) throws InterruptedException {
    long end = System.nanoTime() + TO_VANISH.toNanos();
    while (Stream.of(processes).anyMatch(OwnJava::isAlive) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(processes).noneMatch(OwnJava::isAlive);
  }

  /** Says whether a process runs; an orphan that has ended is there until init reaps it. */
  static boolean isAlive(Path process) {
    try {
      return !Files.readString(process.resolve("stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }
}
