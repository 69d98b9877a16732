package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@NeedsNamespaces
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PidOneTests {

  private final CellThread cell = CellThread.start("pids");
  private final PidOne first =
      cell.call(
          () -> {
            Linux.unshare(Namespace.PID);
            return PidOne.start(false);
          });

  @AfterEach
  void end() {
    first.close();
    cell.end();
  }

  @Test
  void onceItIsReadyItIsReady() {
    first.awaitReady();
    cell.call(this::awaitReady);
    first.awaitReady();
    assertThat(first.isRunning()).isTrue();
  }

  private Void awaitReady() {
    first.awaitReady();
    return null;
  }

  @Test
  void twoMayWaitForItAtOnce() throws Exception {
    FutureTask<Void> other = new FutureTask<>(first::awaitReady, null);
    new Thread(other).start();
    first.awaitReady();
    other.get();
    assertThat(first.isRunning()).isTrue();
  }

  @Test
  void oneThatIsClosedWillNotBeReady() {
    first.close();
    assertThatThrownBy(first::awaitReady)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "pid 1 of the cell has been closed, and its pid namespace with it: open another cell");
  }

  @Test
  void aPidNamespaceHasOne() {
    assertThatThrownBy(() -> cell.call(() -> PidOne.start(false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            ("cell-pids: its pid namespace has its pid 1 already, process %d here; close that one,"
                    + " and open another cell for another")
                .formatted(first.pid()));
    assertThat(first.isRunning()).isTrue();
  }
}
