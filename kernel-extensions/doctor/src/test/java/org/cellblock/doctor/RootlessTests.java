package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RootlessTests {

  @TempDir private Path directory;

  @Test
  void theOthersStatusIsOurs() throws Exception {
    assertThat(Rootless.status(new ProcessBuilder("sh", "-c", "exit 3"), Duration.ofMinutes(1)))
        .isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void oneThatDoesNotEndIsKilledAndSaidSo() throws Exception {
    Path file = directory.resolve("pid");
    ProcessBuilder hangs = new ProcessBuilder("sh", "-c", "echo $$ >" + file + "; exec sleep 1000");
    assertThatThrownBy(() -> Rootless.status(hangs, Duration.ofSeconds(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected its end within 5 s: killed");
    long pid = Long.parseLong(Files.readString(file).strip());
    ProcessHandle.of(pid).ifPresent(killed -> killed.onExit().join());
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }
}
