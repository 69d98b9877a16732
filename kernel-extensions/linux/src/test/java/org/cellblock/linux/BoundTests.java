package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What this process waits for of its own has a bound; each of these waited for ever once. */
@Tag("kernel")
@NeedsNamespaces
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundTests {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final int ROUNDS = 4_000;

  @Test
  void whoHasNotJoinedItsCgroupsInTimeIsGivenUp() {
    try (Pipe report = Pipe.open()) {
      Arguments arguments = Arguments.of("path", "/bin/true");
      assertThatThrownBy(
              () -> JoinProgram.check(report.readEnd(), Started.request("true"), arguments, SHORT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("posix_spawn(path=\"/bin/true\") to join its cgroups")
          .hasMessageContaining("freezer.state");
    }
  }

  @Test
  void aForkThatBecomesNoProgramInTimeIsEnded() {
    int pid = sleep();
    try (Pipe report = Pipe.open()) {
      Arguments arguments = Arguments.of("path", "/bin/sleep");
      assertThatThrownBy(() -> Fork.check(pid, report.readEnd(), arguments, SHORT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("process %d to become execve(path=\"/bin/sleep\")".formatted(pid))
          .hasNoSuppressedExceptions();
    }
    assertThat(Path.of("/proc/" + pid)).doesNotExist();
  }

  @Test
  void aChildThatNoPidfdHoldsIsEnded() {
    int pid = sleep();
    RuntimeException why = new IllegalStateException("no pidfd");
    Child.endUnheld(pid, why);
    assertThat(Path.of("/proc/" + pid)).doesNotExist();
    assertThat(why).hasNoSuppressedExceptions();
  }

  @Test
  void whoWaitsForAProgramCanBeInterrupted() {
    Child sleep = Child.spawn(Started.request("sleep", "1000"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(sleep::waitFor)
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted: process %d runs on".formatted(sleep.pid()));
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> sleep.waitFor(Deadline.in(SHORT, "sleep to end", "kill it")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 50 ms for sleep to end");
    assertThat(sleep.end()).hasToString("killed by SIGKILL");
    sleep.close();
  }

  @Test
  void aPipeUnderTheNameOfAFileIsAnEmptyFile(@TempDir Path root)
      throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", root.resolve("passwd").toString()).start().waitFor();
    try (DirectoryFd directory = DirectoryFd.open(root.toString())) {
      assertThat(directory.read("passwd")).contains("");
    }
  }

  @Test
  void aCellThatIsBusyIsGivenUpAndSaysWhatItDoes() throws Exception {
    CellThread cell = CellThread.start("busy");
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Boolean> busy = new CompletableFuture<>();
    FutureTask<Boolean> first =
        new FutureTask<>(
            () ->
                cell.call(
                    () -> {
                      busy.complete(true);
                      return mayEnd.await(100, TimeUnit.SECONDS);
                    }));
    new Thread(first).start();
    busy.get();
    Deadline deadline = Deadline.in(SHORT, "the log", "close something");
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    assertThatThrownBy(() -> cell.call(() -> begun.complete(true), deadline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "waited 50 ms for the log%ncell-busy is at .+%nHint: close something".formatted());
    mayEnd.countDown();
    assertThat(first.get()).isTrue();
    assertThat(cell.<Boolean, RuntimeException>call(begun::isDone)).isFalse();
    cell.end();
  }

  @Test
  void workThatTakesTooLongIsInterruptedAndTheCellGoesOn() {
    CellThread cell = CellThread.start("slow");
    Deadline deadline = Deadline.in(SHORT, "a nap to end", "wake it");
    assertThatThrownBy(
            () ->
                cell.call(
                    () -> {
                      Thread.sleep(100_000);
                      return null;
                    },
                    deadline))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 50 ms for a nap to end");
    assertThat(cell.<String, RuntimeException>call(() -> "on")).isEqualTo("on");
    cell.end();
  }

  @Test
  void anInterruptOfWorkThatHasEndedReachesNoOther() throws Exception {
    WorkPiece<String> first = new WorkPiece<>(() -> "done");
    CompletableFuture<Thread> begun = new CompletableFuture<>();
    CountDownLatch mayEnd = new CountDownLatch(1);
    WorkPiece<Boolean> second =
        new WorkPiece<>(
            () -> {
              begun.complete(Thread.currentThread());
              return mayEnd.await(100, TimeUnit.SECONDS);
            });
    new Thread(
            () -> {
              first.run();
              second.run();
            })
        .start();
    begun.get();
    first.interrupt();
    mayEnd.countDown();
    assertThat(second.result().get()).isTrue();
  }

  /** A thread too many took, for a moment, the place of the one that must be left for others. */
  @Test
  @Tag("slow")
  void theHostHasAThreadForWorkThatWorkOfTheHostWaitsFor() throws Exception {
    List<FutureTask<Integer>> all = new ArrayList<>();
    List<CellThread> cells = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      CellThread outer = CellThread.start("outer-" + i);
      CellThread inner = CellThread.start("inner-" + i);
      cells.addAll(List.of(outer, inner));
      all.add(new FutureTask<>(() -> nested(outer, inner)));
    }
    all.forEach(each -> new Thread(each).start());
    for (FutureTask<Integer> each : all) {
      assertThat(each.get()).isEqualTo(ROUNDS);
    }
    cells.forEach(CellThread::end);
  }

  private static int nested(CellThread outer, CellThread inner) {
    int done = 0;
    for (int i = 0; i < ROUNDS; i++) {
      done += outer.call(() -> HostThread.call(() -> inner.call(() -> HostThread.call(() -> 1))));
    }
    return done;
  }

  private static int sleep() {
    return Fork.spawn(
        Started.request("/bin/sleep", "1000"), "/bin/sleep", List.of("sleep", "1000"), List.of());
  }
}
