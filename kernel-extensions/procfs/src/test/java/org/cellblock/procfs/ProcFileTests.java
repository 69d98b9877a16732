package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFileTests {

  private static Status of(String state, int uid) {
    return Status.parse(
            "Name:\tx\nState:\t%s\nPPid:\t7\nUid:\t%d\t%d\t%d\t%d\n"
                .formatted(state, uid, uid, uid, uid))
        .orElseThrow();
  }

  @Test
  void anotherUsersProcessIsToldWithItsUser() {
    assertThat(ProcFile.reason("environ", of("S (sleeping)", 77777), of("R (running)", 66666)))
        .isEqualTo(
            "whose environ we may read; this is 77777's, and we are 66666:"
                + " ask as 77777 or root");
  }

  @Test
  void oursMayBeOutOfReachAsWell() {
    assertThat(ProcFile.reason("fd", of("S (sleeping)", 77777), of("R (running)", 77777)))
        .isEqualTo(
            "whose fd we may read; this is 77777's as we are, but with more capabilities or in an"
                + " outer user namespace: ask as root");
  }

  @Test
  void rootInAUserNamespaceIsToldWhatItLacks() {
    assertThat(ProcFile.reason("environ", of("S (sleeping)", 77777), of("R (running)", 0)))
        .isEqualTo(
            "whose environ we may read; this is 77777's, and root here has no CAP_SYS_PTRACE over"
                + " it: ask as the host's root");
  }

  @Test
  void aZombieIsToldAsOne() {
    assertThat(ProcFile.reason("mountinfo", of("Z (zombie)", 0), of("R (running)", 0)))
        .isEqualTo("that still runs; this one has ended, and process 7 has not yet asked how");
  }
}
