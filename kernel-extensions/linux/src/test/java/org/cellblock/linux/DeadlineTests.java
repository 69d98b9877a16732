package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTests {

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(20), "a sign", "look up");
  }

  @Test
  void whatIsWaitedForIsNamedWithTheTimeAndWhatToDo() throws Exception {
    Deadline deadline = soon();
    deadline.check();
    Thread.sleep(30);
    assertThat(deadline.millisLeft()).isZero();
    assertThatThrownBy(deadline::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("waited 20 ms for a sign%nHint: look up".formatted());
    assertThat(deadline.over("it rains"))
        .hasMessage("waited 20 ms for a sign%nit rains%nHint: look up".formatted());
  }

  @Test
  void aResultThatNeverComesIsGivenUpOnAnInterruptedThreadToo() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> soon().get(new CompletableFuture<>()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 20 ms for a sign");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aResultIsHadOnAnInterruptedThreadToo() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(soon().get(CompletableFuture.completedFuture("here"))).isEqualTo("here");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noWaitIsTooLong() {
    Deadline endless = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE), "a sign", "look up");
    assertThat(endless.isOver()).isFalse();
    assertThat(endless.millisLeft()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void lessThanNoTimeIsRefused() {
    assertThatThrownBy(() -> Deadline.in(Duration.ofMillis(-1), "a sign", "look up"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patience [PT-0.001S]: expected 0 or more, for example Duration.ofSeconds(10)");
  }
}
