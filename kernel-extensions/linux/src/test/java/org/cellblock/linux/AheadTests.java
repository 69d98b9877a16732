package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AheadTests {

  @Test
  void whatIsWantedTwiceIsMadeOnce() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Runnable making = made::incrementAndGet;
    Ahead.notNow(
        () -> {
          Ahead.want(making);
          Ahead.want(making);
          return null;
        });
    awaitAllBefore();
    assertThat(made).hasValue(1);
  }

  @Test
  void aLookWaitsForWhatIsBeingMade() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean isMade = new AtomicBoolean();
    Ahead.want(
        () -> {
          begun.countDown();
          Pause.uninterrupted(100);
          isMade.set(true);
        });
    begun.await();
    assertThat(Ahead.<Boolean>notNow(isMade::get)).isTrue();
  }

  @Test
  void nothingIsMadeDuringALook() throws Exception {
    CountDownLatch made = new CountDownLatch(1);
    long during =
        Ahead.<Long>notNow(
            () -> {
              Ahead.want(made::countDown);
              Pause.uninterrupted(100);
              return made.getCount();
            });
    assertThat(during).isEqualTo(1);
    made.await();
  }

  @Test
  void whatCantBeMadeKeepsNothingElseFromIt() throws Exception {
    Ahead.want(
        () -> {
          throw new IllegalStateException("refused");
        });
    awaitAllBefore();
  }

  @Test
  void aLookWaitsUntilTheKernelHasDroppedAnEndedThread() {
    CellThread cell = CellThread.start("ended");
    Path task = Path.of("/proc/self/task/" + cell.tid());
    assertThat(task).exists();
    cell.end();
    assertThat(Ahead.<Boolean>notNow(() -> Files.exists(task.resolve("ns/uts")))).isFalse();
  }

  private static void awaitAllBefore() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    Ahead.want(last::countDown);
    last.await();
  }
}
