package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamespaceSurveyTests {

  @Test
  void aHalfThatIsNeverReadIsGivenUp() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> NamespaceSurvey.await(new CompletableFuture<>(), Duration.ofMillis(50)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 50 ms for the second half of /proc to be read");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatFailedInTheSecondHalfIsTold() {
    RuntimeException refused = new IllegalStateException("no files left");
    assertThatThrownBy(
            () ->
                NamespaceSurvey.await(
                    CompletableFuture.failedFuture(refused), Duration.ofSeconds(10)))
        .isSameAs(refused);
  }
}
