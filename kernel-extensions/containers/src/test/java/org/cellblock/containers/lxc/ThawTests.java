package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ThawTests {

  private static final int ROUNDS = 200;

  /** More than the kernel takes as one argument: 128 KiB. */
  private static final Path TOO_LONG = Path.of("x".repeat(200_000));

  @Test
  void aShellThatCantStartLeavesNoFileOpen() {
    refused();
    int before = openFiles();
    for (int i = 0; i < ROUNDS; i++) {
      refused();
    }
    assertThat(openFiles()).isLessThan(before + ROUNDS);
  }

  /** Whoever closed it waited as long as the shell, which waits for a reader of the pipe. */
  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aShellThatCantThawIsGivenUp(@TempDir Path directory) {
    Path pipe = directory.resolve("freezer.state");
    Host.run("mkfifo", pipe.toString());
    Thaw thaw = Thaw.start(pipe);
    assertThatThrownBy(() -> thaw.end(Duration.ofMillis(50)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 50 ms for the container's processes to be thawed")
        .hasMessageContaining("echo THAWED > " + pipe);
  }

  private static void refused() {
    assertThatThrownBy(() -> Thaw.start(TOO_LONG))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("E2BIG");
  }

  private static int openFiles() {
    return Path.of("/proc/self/fd").toFile().list().length;
  }
}
