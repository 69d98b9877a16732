package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PressureTests {

  @Test
  void someAndFullAreTwoRecords() {
    String text =
        """
        some avg10=1.53 avg60=0.87 avg300=0.21 total=1042
        full avg10=0.00 avg60=0.00 avg300=0.00 total=17
        """;
    assertThat(Pressure.parseAll("memory", text))
        .containsExactly(
            new Pressure("memory", "some", "1.53", "0.87", "0.21", 1042),
            new Pressure("memory", "full", "0.00", "0.00", "0.00", 17));
  }

  @Test
  void thisKernelsOwnFileIsUnderstood() throws Exception {
    Path file = Path.of("/proc/pressure/memory");
    assumeTrue(Files.exists(file), "needs a kernel with PSI");
    assertThat(Pressure.parseAll("memory", Files.readString(file)))
        .hasSize(2)
        .allMatch(each -> each.avg10().matches("\\d+\\.\\d\\d") && each.total() >= 0);
  }

  @Test
  void anEmptyFileHasNone() {
    assertThat(Pressure.parseAll("cpu", "")).isEmpty();
  }
}
