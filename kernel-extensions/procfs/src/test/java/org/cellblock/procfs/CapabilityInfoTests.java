package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.linux.Capability;
import org.junit.jupiter.api.Test;

class CapabilityInfoTests {

  @Test
  void eachCapabilityHasARow() {
    List<CapabilityInfo> rows = CapabilityInfo.of(Captured.status("5.4-docker"));
    assertThat(rows).hasSize(Capability.values().length);
    assertThat(rows.get(0))
        .isEqualTo(
            new CapabilityInfo(
                "CAP_CHOWN",
                "yes",
                "yes",
                "yes",
                "yes",
                "",
                "change the owner and group of any file"));
  }

  @Test
  void whatDockerTakesAwayIsInNoSet() {
    CapabilityInfo admin =
        CapabilityInfo.of(Captured.status("5.4-docker")).get(Capability.CAP_SYS_ADMIN.number());
    assertThat(admin.effective() + admin.permitted() + admin.inheritable() + admin.bounding())
        .isEmpty();
  }

  @Test
  void aKernelWithoutTheAmbientSetHasNoneInIt() {
    assertThat(CapabilityInfo.of(Captured.status("3.10")))
        .allMatch(row -> row.ambient().isEmpty())
        .filteredOn(row -> row.bounding().equals("yes"))
        .hasSize(37);
  }
}
