package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.cellblock.doctor.Finding.YesNo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicroVmProbeTests {

  @BeforeEach
  void needsUserModeLinux() {
    assumeTrue(
        Quietly.run("sh", "-c", "command -v linux.uml && command -v busybox").succeeded(),
        "needs linux.uml and busybox: sudo apt-get install user-mode-linux busybox-static");
    assumeTrue(
        !Quietly.run("uname", "-n").stdout().strip().equals("microvm"),
        "a micro VM starts no other");
  }

  @Test
  void theMicroVmIsStartedAndItsKernelNamed() throws Exception {
    Finding found = MicroVmProbe.probe().examine(Duration.ofSeconds(60));
    assertThat(found.seen()).startsWith("starts: Linux ");
    assertThat(found.verdict()).isEqualTo(YesNo.YES);
  }

  @Test
  void whatItSaysWhereItDoesNotStartIsTheFindingWithEmulationAsTheRemedy() {
    String line = "microvm: User-mode Linux doesn't start here (no): try --qemu; its console: /log";
    Answer answer = MicroVmProbe.start("sh", "-c", "echo \"" + line + "\" >&2; exit 125");
    assertThat(answer.seen())
        .isEqualTo("User-mode Linux doesn't start here (no); its console: /log");
    assertThat(answer.remedy()).isEqualTo("./cellblock run --qemu NOTEBOOK");
  }

  @Test
  void aProgramThatIsThereAndFailsIsANo() {
    assertThat(MicroVmProbe.start("false").isYes()).isFalse();
  }
}
