package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for ever: neither in a circle, nor for what can't end. */
@NeedsNamespaces
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitsTests {

  private final CellThread a = CellThread.start("a");
  private final CellThread b = CellThread.start("b");

  @AfterEach
  void end() {
    a.end();
    b.end();
  }

  @Test
  void aCellThatWaitsForItselfThroughAnotherIsToldTheCircle() {
    assertThatThrownBy(() -> a.call(() -> b.call(() -> a.call(() -> "never"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cell-b -> cell-a -> cell-b");
    assertThat(a.<String, RuntimeException>call(() -> "goes on")).isEqualTo("goes on");
  }

  @Test
  void theCircleMayLeadOverTheHost() {
    assertThatThrownBy(() -> a.call(() -> HostThread.call(() -> a.call(() -> "never"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cell-a");
  }

  @Test
  void ofTwoCellsThatCallEachOtherOneIsRefused() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    FutureTask<String> first = crossing(both, a, b);
    FutureTask<String> second = crossing(both, b, a);
    new Thread(first).start();
    new Thread(second).start();
    assertThat(List.of(first.get(), second.get())).contains("refused");
  }

  private static FutureTask<String> crossing(CyclicBarrier both, CellThread from, CellThread to) {
    return new FutureTask<>(
        () -> {
          try {
            return from.call(
                () -> {
                  both.await();
                  return to.call(() -> "done");
                });
          } catch (IllegalStateException circle) {
            return "refused";
          }
        });
  }

  @Test
  void workOnTheHostMayWaitForACellThatNeedsTheHost() throws Exception {
    assertThat(a.call(() -> HostThread.call(() -> b.call(() -> HostThread.call(() -> "done")))))
        .isEqualTo("done");
  }

  @Test
  void noWorkForTheHostIsOneClearError() {
    assertThatThrownBy(() -> a.call(() -> HostThread.call(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("work [null]");
  }

  @Test
  void anInterruptLosesNothingThatTheHostHasMade() {
    assertThat(
            a.<String, RuntimeException>call(
                () -> {
                  Thread.currentThread().interrupt();
                  String made = HostThread.call(() -> "made");
                  return made + " " + Thread.interrupted();
                }))
        .isEqualTo("made true");
  }

  @Test
  void aThreadThatHasEndedStillHasItsIdOrSaysSo() {
    for (int i = 0; i < 200; i++) {
      CellThread thread = CellThread.start("short");
      thread.end();
      assertThat(thread.tid()).isPositive();
      assertThatThrownBy(() -> thread.call(() -> 1)).hasMessage("cell-short has ended");
    }
  }

  @Test
  void aCellThatBecameAnotherUserCanKillWhatItStartedBefore() {
    assertThat(
            a.<ExitStatus, RuntimeException>call(
                () -> {
                  Child sleep = sleep();
                  Credentials.capset(Set.of());
                  return sleep.end();
                }))
        .hasToString("killed by SIGKILL");
  }

  @Test
  void aPidNamespaceEndsThoughNobodyWaitsForAProgramInIt() {
    PidOne first =
        a.call(
            () -> {
              Linux.unshare(Namespace.PID);
              PidOne started = PidOne.start(false);
              started.awaitReady();
              sleep();
              return started;
            });
    first.close();
    assertThat(Path.of("/proc/" + first.pid())).doesNotExist();
  }

  @Test
  void aProgramEndsOnceHoweverOftenItIsEnded() {
    Child sleep = sleep();
    assertThat(sleep.end()).hasToString("killed by SIGKILL");
    assertThat(sleep.end()).hasToString("killed by SIGKILL");
    sleep.close();
  }

  private static Child sleep() {
    return Started.quietly("sleep", "1000");
  }
}
