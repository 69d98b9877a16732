package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ControlDirectoryTests {

  @TempDir Path directory;

  @Test
  void nobodyWaitsForEverForALockThatAnotherHolds() {
    try (Fd held = ControlDirectory.lock(directory, true)) {
      assertThat(ControlDirectory.lock(directory, false)).isNull();
      Fd mine = Fd.openDirectory(directory.toString());
      assertThatThrownBy(() -> ControlDirectory.lock(mine, directory, Duration.ofMillis(50)))
          .isInstanceOf(SyscallException.class)
          .hasMessage(
              ("flock(path=\"%1$s\"): EAGAIN (11) Resource temporarily unavailable\n"
                      + "another process has held the lock all the time\n"
                      + "Hint: fuser -v %1$s tells which")
                  .formatted(directory));
      assertThat(held.number()).isPositive();
    }
    ControlDirectory.lock(directory, true).close();
  }

  @Test
  void aLinkIsNotLocked() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    assertThatThrownBy(() -> ControlDirectory.lockItself(link))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ENOTDIR");
  }
}
