package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A Java process of its own that makes a container, says its pid in a file, and is killed. */
public final class KilledJava {

  /** A virtual machine begins slowly on an emulated processor. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(120);

  private KilledJava() {}

  /**
   * Starts a program, kills it when it has a container, and expects the container to end too.
   *
   * @param main takes a file, writes the container's pid to it, and waits
   */
  public static void takesItsContainerAlong(Class<?> main)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("cellblock-killed", "");
    try (Lateness late = new Lateness()) {
      Program java =
          Host.start(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              main.getName(),
              file.toString());
      await(TO_BEGIN, () -> !java.isRunning() || file.toFile().length() > 0);
      Path container = Path.of("/proc", Files.readString(file).strip());
      assertThat(container).as(java.stderr()).exists().isNotEqualTo(Path.of("/proc"));
      late.begin();
      java.kill();
      assertThat(late.untilGone(() -> !Files.exists(container)))
          .as("from the kill to the end of its container")
          .isLessThan(Lateness.PROMISED);
    } finally {
      Files.delete(file);
    }
  }

  private static void await(Duration longest, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }
}
