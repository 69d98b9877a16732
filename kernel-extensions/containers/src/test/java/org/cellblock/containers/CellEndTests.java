package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Child;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.NullDevice;
import org.cellblock.linux.SpawnRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a cell when something came between: nothing. */
@NeedsNamespaces
class CellEndTests {

  private static final int ROUNDS = 200;

  @Test
  void anInterruptedThreadClosesACellAsWell() {
    Cell cell = Cell.open("interrupted").unshare(PID);
    Program sleep = cell.start("sleep", "1000");
    List<Long> processes = cell.processes();
    Thread.currentThread().interrupt();
    cell.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sleep.isRunning()).isFalse();
    assertThat(processes)
        .hasSizeGreaterThan(1)
        .allSatisfy(pid -> assertThat(Path.of("/proc/" + pid)).doesNotExist());
  }

  @Test
  void anInterruptBeforeTheStartLeavesNoProgram() {
    try (Cell cell = Cell.open("too-late")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> cell.run("sleep", "7777")).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cell.processes()).isEmpty();
      assertThat(commandsOfChildren()).noneMatch(each -> each.endsWith("sleep 7777"));
    }
  }

  @Test
  void closingWhileAProgramRunsEndsIt() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    for (int i = 0; i < ROUNDS; i++) {
      Cell cell = Cell.open("busy");
      Future<Output> running = other.submit(() -> cell.run("sh", "-c", "echo out; sleep 1000"));
      while (cell.programs().isEmpty() && !running.isDone()) {
        Thread.onSpinWait();
      }
      cell.close();
      assertThat(running.get().status()).hasToString("killed by SIGKILL");
    }
    other.shutdown();
  }

  @Test
  void aProgramThatStartsWhileItsCellClosesEndsWithIt() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    CyclicBarrier barrier = new CyclicBarrier(2);
    for (int i = 0; i < ROUNDS; i++) {
      Cell cell = Cell.open("closing");
      Future<Program> starting =
          two.submit(
              () -> {
                barrier.await();
                return cell.start("sleep", "1000");
              });
      Future<?> closing =
          two.submit(
              () -> {
                barrier.await();
                cell.close();
                return null;
              });
      closing.get();
      try {
        assertThat(starting.get().isRunning()).isFalse();
      } catch (ExecutionException refused) {
        assertThat(refused).hasCauseInstanceOf(IllegalStateException.class);
      }
    }
    two.shutdown();
  }

  @Test
  void aComparedThatUsesAnotherCellKeepsNobodyWaiting() {
    try (Cell asking = Cell.open("asking");
        Cell other = Cell.open("other")) {
      Compared through =
          new Compared() {
            @Override
            public String name() {
              return "through";
            }

            @Override
            public long pid() {
              other.call(() -> assertThat(Host.hostname()).isNotEmpty());
              return ProcessHandle.current().pid();
            }
          };
      assertThat(asking.<Integer, RuntimeException>call(() -> rows(through))).isEqualTo(1);
    }
  }

  private static int rows(Compared compared) {
    return Comparison.of(compared).table().rowCount();
  }

  @Test
  void aCellClosesThoughAProgramInItIsWaitedForByNobody() {
    Cell cell = Cell.open("zombie").unshare(PID);
    cell.run("true");
    cell.call(
        () -> {
          Child.spawn(
              new SpawnRequest(
                  "true",
                  List.of("true"),
                  Map.of("PATH", "/usr/bin:/bin"),
                  NullDevice.FD,
                  NullDevice.FD,
                  NullDevice.FD));
        });
    List<Long> processes = cell.processes();
    cell.close();
    assertThat(processes)
        .isNotEmpty()
        .allSatisfy(pid -> assertThat(Path.of("/proc/" + pid)).doesNotExist());
  }

  @Test
  void twoThreadsCanOpenTheSameNameAtOnce() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    CyclicBarrier barrier = new CyclicBarrier(2);
    Callable<Cell> opening =
        () -> {
          barrier.await();
          return Cell.open("contested");
        };
    for (int i = 0; i < ROUNDS; i++) {
      List<Cell> open = new ArrayList<>();
      for (Future<Cell> each : two.invokeAll(List.of(opening, opening))) {
        open.add(each.get());
      }
      open.removeIf(each -> !each.isOpen());
      assertThat(open).containsExactly(Cells.named("contested"));
    }
    two.shutdown();
    Cells.named("contested").close();
  }

  @Test
  void aRootThatIsRefusedLeavesNothing(@TempDir Path odd) throws Exception {
    Files.createDirectory(odd.resolve("proc"));
    Files.createDirectories(odd.resolve("dev/null")); // no place for a device
    enterAtTheThirdTry(odd); // what Java and Cellblock open once is open now
    List<Long> children = ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    List<String> files = OpenFiles.list();
    enterAtTheThirdTry(odd);
    assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).isSubsetOf(children);
    OpenFiles.assertNothingCame(files);
  }

  private static void enterAtTheThirdTry(Path odd) {
    try (Cell cell = Cell.open("refused").unshare(MOUNT, PID)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> cell.pivotRoot(RootFs.of(odd))).hasMessageContaining("ENOTDIR");
      }
      cell.pivotRoot(RootFs.busybox());
      assertThat(cell.run("ps", "-o", "args").stdout()).isEqualTo("COMMAND\ninit\nps -o args\n");
    }
  }

  private static List<String> commandsOfChildren() {
    return ProcessHandle.current()
        .children()
        .flatMap(each -> each.info().commandLine().stream())
        .toList();
  }
}
