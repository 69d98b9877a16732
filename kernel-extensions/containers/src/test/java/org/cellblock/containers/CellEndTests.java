package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** What is left of a cell when something came between: nothing. */
@NeedsNamespaces
class CellEndTests {

  private static final int ROUNDS = 200;

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
}
