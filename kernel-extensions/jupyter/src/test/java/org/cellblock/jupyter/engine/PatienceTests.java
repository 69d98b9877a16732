package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class PatienceTests {
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void aPartThatIsNeverMadeIsNamed() {
    assertThatThrownBy(() -> Patience.await(new CompletableFuture<>(), "the engine", SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine: not done within 0 s; restart the notebook kernel");
  }

  @Test
  void aPartThatCouldNotBeMadeIsNamedWithItsCause() {
    CompletableFuture<Void> broken = new CompletableFuture<>();
    broken.completeExceptionally(new LinkageError("of a class"));
    assertThatThrownBy(() -> Patience.await(broken, "the engine", SHORT))
        .hasMessage("the engine: java.lang.LinkageError: of a class");
  }

  @Test
  void aLockThatIsNeverFreeIsNamedByItsHolder() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Thread holder = new Thread(lock::lock);
    holder.start();
    holder.join();
    assertThatThrownBy(() -> Patience.lock(lock, "the warm-up", SHORT))
        .hasMessage("the warm-up: not done within 0 s; restart the notebook kernel");
  }

  @Test
  void anInterruptEndsAWait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Patience.await(new CompletableFuture<>(), "the engine", SHORT))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
