package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsNamespaces
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnTests {

  private final Turn turn = new Turn();
  private final CellThread cell = CellThread.start("in-turn");

  @AfterEach
  void end() {
    cell.end();
  }

  @Test
  void aCellThatWaitsForWhoWaitsForTheCellIsRefused() {
    List<String> done = new ArrayList<>();
    assertThatThrownBy(
            () ->
                turn.take(
                    "outer",
                    () ->
                        cell.call(
                            () -> {
                              turn.take("inner", () -> done.add("inner"));
                              return null;
                            })))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cell-in-turn -> ")
        .hasMessageContaining(" -> cell-in-turn: each would wait for the next, for ever");
    turn.take("next", () -> done.add("next"));
    assertThat(done).containsExactly("next");
  }

  @Test
  void whoHasTheTurnMayTakeItAgain() {
    List<String> done = new ArrayList<>();
    turn.take(
        "outer",
        () -> {
          turn.take("inner", () -> done.add("inner"));
          done.add("outer");
        });
    assertThat(done).containsExactly("inner", "outer");
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    FutureTask<Void> waiting = new FutureTask<>(() -> turn.take("second", () -> {}), null);
    Thread second = new Thread(waiting);
    turn.take(
        "first",
        () -> {
          second.start();
          second.interrupt();
          assertThatThrownBy(waiting::get)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(CancellationException.class)
              .hasMessageContaining("interrupted: second waits for its turn");
        });
  }
}
