package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

  private static void refused() {
    assertThatThrownBy(() -> Thaw.start(TOO_LONG))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("E2BIG");
  }

  private static int openFiles() {
    return Path.of("/proc/self/fd").toFile().list().length;
  }
}
