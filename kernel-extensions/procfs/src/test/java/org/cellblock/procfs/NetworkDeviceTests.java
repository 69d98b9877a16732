package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDeviceTests {

  private final List<NetworkDevice> devices =
      NetworkDevice.parseAll(Captured.text("net-dev"), Captured.text("net-if_inet6"));

  @Test
  void aDeviceHasCountsAndAddresses() {
    assertThat(devices.get(0))
        .isEqualTo(new NetworkDevice("lo", 82342, 811, 0, 82342, 811, 0, "::1/128"));
    assertThat(devices.get(1)).isEqualTo(new NetworkDevice("docker0", 0, 0, 0, 0, 0, 3, ""));
  }

  @Test
  void aLargeCountMayTouchTheName() {
    assertThat(devices.get(2).name()).isEqualTo("eth0");
    assertThat(devices.get(2).receivedDropped()).isEqualTo(7);
    assertThat(devices.get(2).ipv6()).isEqualTo("fd00::2/64,fe80::fc:ff:fe00:1/64");
  }

  @Test
  void anEmptyFileHasNone() {
    assertThat(NetworkDevice.parseAll("", "")).isEmpty();
  }
}
