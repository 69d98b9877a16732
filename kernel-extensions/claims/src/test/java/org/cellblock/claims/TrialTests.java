package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.cellblock.containers.Cells;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrialTests {

  @Test
  @Tag("kernel")
  void aCellThatIsRefusedItsNamespacesIsNotLeftOpen() {
    assertThatThrownBy(() -> Trial.cell(Namespace.USER)).hasMessageContaining("USER");
    assertThatThrownBy(() -> Trial.another(Namespace.USER)).hasMessageContaining("USER");
    assertThat(Cells.open().stringColumn("name").asList())
        .doesNotContain("cellblock-claim-check", "cellblock-claim-check-2");
  }

  @Test
  void theIdleTimeOfACpuOnlyGrows() throws IOException {
    long before = ProcReader.idleMillis(0);
    assertThat(before).isNotNegative();
    assertThat(ProcReader.idleMillis(0)).isGreaterThanOrEqualTo(before);
    assertThatThrownBy(() -> ProcReader.idleMillis(4096))
        .hasMessage("needs a line cpu4096 in /proc/stat");
  }
}
