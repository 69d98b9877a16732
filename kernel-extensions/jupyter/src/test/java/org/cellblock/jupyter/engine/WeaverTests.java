package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.cellblock.linux.CellThread;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverTests {
  private static CellThread cell;
  private static Engine engine;

  @BeforeAll
  static void start() {
    cell = CellThread.start("weaver");
    engine = new Engine(Engine.GRACE, new Interruption());
    run(Stage.NOTEBOOK, "import java.util.*;\nimport java.util.concurrent.*;");
  }

  @AfterAll
  static void end() {
    engine.close();
    cell.end();
  }

  private static Object run(Stage stage, String java) {
    return engine.evalOn(stage, new Origin(1, java, 0), java, new ArrayList<>());
  }

  private static Object runInCell(String java) {
    Stage inCell =
        work ->
            cell.call(
                () -> {
                  work.run();
                  return null;
                });
    return run(inCell, java);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List.of(1).parallelStream().count()",
        "List.of(1).stream().parallel().count()",
        "CompletableFuture.supplyAsync(() -> 1).join()",
        "CompletableFuture.runAsync(() -> {}).isDone()",
        "new Thread(() -> {}).start()",
        "Executors.newCachedThreadPool().isShutdown()"
      })
  void whatWouldRunOnTheHostIsRefusedInACell(String java) {
    assertThatThrownBy(() -> runInCell(java))
        .hasMessageContaining("inside a cell: its parts would run on other threads");
    run(Stage.NOTEBOOK, java);
  }

  @Test
  void anotherStartIsNoThreads() {
    run(Stage.NOTEBOOK, "class Engine { int starts; void start() { starts++; } }");
    assertThat(runInCell("var e = new Engine();\ne.start();\ne.starts")).isEqualTo(1);
  }

  @Test
  void theCellsThreadRunsTheCode() {
    assertThat(runInCell("Thread.currentThread().getName()")).isEqualTo("cell-weaver");
  }

  @Test
  void anArmedThreadIsStoppedAndADisarmedOneIsNot() {
    Checkpoint.arm(Thread.currentThread());
    try {
      assertThatThrownBy(Checkpoint::check).isInstanceOf(Interrupted.class);
    } finally {
      Checkpoint.disarm(Thread.currentThread());
    }
    Checkpoint.check();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
