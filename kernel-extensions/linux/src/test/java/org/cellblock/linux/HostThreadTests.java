package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostThreadTests {

  @Test
  void anInterruptOfWhoWaitsIsKeptAndItsWorkIsNotLost() {
    CellThread cell = CellThread.start("waits");
    String seen =
        cell.call(
            () -> {
              Thread.currentThread().interrupt();
              String result = HostThread.call(() -> "made on the host");
              return result + ", interrupted: " + Thread.interrupted();
            });
    assertThat(seen).isEqualTo("made on the host, interrupted: true");
    cell.end();
  }
}
