package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CellThreadTests {

  @Test
  void anInterruptOfWhoWaitsInTheQueueStopsNobodyElsesWork() throws Exception {
    CellThread cell = CellThread.start("shared");
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<String> first =
        new FutureTask<>(
            () ->
                cell.call(
                    () -> {
                      begun.complete(true);
                      mayEnd.await();
                      return "done";
                    }));
    new Thread(first).start();
    begun.get();
    AtomicBoolean secondRan = new AtomicBoolean();
    FutureTask<Void> second =
        new FutureTask<>(
            () ->
                cell.call(
                    () -> {
                      secondRan.set(true);
                      return null;
                    }));
    Thread queued = new Thread(second);
    queued.start();
    while (!queued.getState().name().endsWith("WAITING")) {
      Thread.sleep(5);
    }
    queued.interrupt();
    assertThatThrownBy(second::get).hasRootCauseInstanceOf(CancellationException.class);
    mayEnd.countDown();
    assertThat(first.get()).isEqualTo("done");
    assertThat(cell.<Boolean, RuntimeException>call(secondRan::get)).isFalse();
    cell.end();
    assertThatThrownBy(() -> cell.call(() -> null)).hasMessage("cell-shared has ended");
  }

  @Test
  void oneWhoseWorkIsDeafToInterruptsIsGivenUp() throws Exception {
    CellThread cell = CellThread.start("deaf");
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<Object> asked = new FutureTask<>(() -> cell.call(() -> deafUntil(mayEnd, begun)));
    Thread asker = new Thread(asked);
    asker.start();
    begun.get();
    asker.interrupt();
    assertThatThrownBy(asked::get).hasRootCauseInstanceOf(CancellationException.class);
    mayEnd.countDown();
    assertThatThrownBy(() -> cell.call(() -> null)).hasMessage("cell-deaf has ended");
  }

  private static Object deafUntil(CountDownLatch end, CompletableFuture<Boolean> begun) {
    begun.complete(true);
    while (true) {
      try {
        end.await();
        return null;
      } catch (InterruptedException unheard) {
        continue;
      }
    }
  }

  @Test
  void aThreadThatWasMadeAheadIsItsCellsAlone() throws Exception {
    CellThread first = CellThread.start("first");
    Deadline deadline = Deadline.in(Deadline.OWN, "the next thread to be made", "none");
    while (!CellThread.isNextReady()) {
      deadline.check();
      Thread.onSpinWait();
    }
    CellThread second = CellThread.start("second");
    try {
      assertThat(second).isNotSameAs(first);
      assertThat(second.getName()).isEqualTo("cell-second");
      assertThat(second.call(() -> Files.readString(Path.of("/proc/thread-self/comm"))))
          .isEqualTo("cell-second\n");
      assertThat(CellThread.cellOf(second.tid())).contains("second");
      assertThat(second.own()).isEmpty();
      assertThat(second.trace()).isEmpty();
    } finally {
      first.end();
      second.end();
    }
  }
}
