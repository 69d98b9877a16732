package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.Host;
import org.cellblock.containers.Program;
import org.cellblock.containers.RootFs;
import org.junit.jupiter.api.Test;

/** Kills a Java process that has a container. */
@NeedsRuntime("runc")
class RuncKilledTests {

  @Test
  void aContainerEndsWithTheProcessThatMadeIt() throws IOException, InterruptedException {
    Path file = Files.createTempFile("cellblock-killed", "");
    try {
      Program java =
          Host.start(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              KilledWithContainer.class.getName(),
              file.toString());
      for (int i = 0; i < 600 && java.isRunning() && Files.size(file) == 0; i++) {
        Thread.sleep(50);
      }
      Path container = Path.of("/proc", Files.readString(file).strip());
      assertThat(container).as(java.stderr()).exists().isNotEqualTo(Path.of("/proc"));
      java.kill();
      for (int i = 0; i < 40 && Files.exists(container); i++) {
        Thread.sleep(50);
      }
      assertThat(container).doesNotExist();
    } finally {
      Runc.run(Runc.bundle(RootFs.busybox()), "true"); // the next start sweeps empty cgroups
      Files.delete(file);
    }
  }
}
