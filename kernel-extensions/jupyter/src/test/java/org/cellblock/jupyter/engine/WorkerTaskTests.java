package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.cellblock.jupyter.engine.Outcome.End;
import org.junit.jupiter.api.Test;

class WorkerTaskTests {

  private WorkerTask task;

  /** The thread may be a container's, whose next call would end at once. */
  @Test
  void anInterruptThatTheWorkDoesNotTakeHitsNothingAfterIt() throws Exception {
    task =
        new WorkerTask(
            () -> {
              task.interrupt();
              return "done";
            },
            Stage.NOTEBOOK,
            Duration.ofMinutes(1));
    task.run();
    assertThat(Thread.interrupted()).isFalse();
    assertThatCode(Checkpoint::check).doesNotThrowAnyException();
    assertThat(task.await(Thread.currentThread()))
        .isEqualTo(new Outcome("done", null, End.INTERRUPTED));
  }

  @Test
  void anInterruptBeforeTheWorkBeginsHitsIt() throws Exception {
    task = new WorkerTask(Thread::interrupted, Stage.NOTEBOOK, Duration.ofMinutes(1));
    task.interrupt();
    task.run();
    assertThat(task.await(Thread.currentThread()).value()).isEqualTo(true);
  }
}
