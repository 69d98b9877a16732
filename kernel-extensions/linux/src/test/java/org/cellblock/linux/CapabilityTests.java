package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CapabilityTests {

  private static final int LAST = Capability.values().length - 1;

  @Test
  void theNumbersAreTheKernels() {
    assertThat(Capability.CAP_CHOWN.number()).isZero();
    assertThat(Capability.CAP_NET_RAW.number()).isEqualTo(13);
    assertThat(Capability.CAP_SYS_ADMIN.number()).isEqualTo(21);
    assertThat(Capability.CAP_SETFCAP.number()).isEqualTo(31);
    assertThat(Capability.CAP_CHECKPOINT_RESTORE.number()).isEqualTo(40);
  }

  @Test
  void theFourteenOfDockerAreTold() {
    assertThat(Capability.describe(0xa80425fbL, LAST))
        .isEqualTo(
            "CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_KILL, CAP_SETGID,"
                + " CAP_SETUID, CAP_SETPCAP, CAP_NET_BIND_SERVICE, CAP_NET_RAW, CAP_SYS_CHROOT,"
                + " CAP_MKNOD, CAP_AUDIT_WRITE, CAP_SETFCAP");
  }

  @Test
  void allIsWhatTheKernelHas() {
    assertThat(Capability.describe(0x1ffffffffffL, LAST)).isEqualTo("all");
    assertThat(Capability.describe(0x3fffffffffL, 37)).isEqualTo("all");
  }

  @Test
  void aFewMissingOnesAreTold() {
    assertThat(Capability.describe(0x1fffeffffffL, LAST)).isEqualTo("all but CAP_SYS_RESOURCE");
  }

  @Test
  void noneIsNone() {
    assertThat(Capability.describe(0, LAST)).isEqualTo("none");
  }

  @Test
  void aCapabilityOfALaterKernelIsTold() {
    assertThat(Capability.describe(1L << 41 | 1, 41)).isEqualTo("CAP_CHOWN, capability 41");
    assertThat(Capability.describe(-1L, 63)).isEqualTo("all");
  }

  @Test
  void aMaskIsASet() {
    assertThat(Capability.in(1L << 21 | 1))
        .containsExactly(Capability.CAP_CHOWN, Capability.CAP_SYS_ADMIN);
    assertThat(Capability.in(1L << 62)).isEmpty();
  }

  @Test
  void noKernelHasOneThatThisListMisses() throws IOException {
    int last = Integer.parseInt(Files.readString(Path.of("/proc/sys/kernel/cap_last_cap")).strip());
    assertThat(last).isLessThanOrEqualTo(LAST);
  }
}
