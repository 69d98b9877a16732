package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LxcsTests {

  private static final int ROUNDS = 1_000;

  @Test
  void ofTwoThatStartAtOnceUnderOneNameOneIsLeft() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Thread> threads = new ArrayList<>();
      for (int each = 0; each < 2; each++) {
        Lxc web = Lxc.named("web");
        threads.add(new Thread(() -> addTogether(web, together)));
      }
      threads.forEach(Thread::start);
      for (Thread each : threads) {
        each.join();
      }
      assertThat(Lxcs.all()).hasSize(1);
      Lxcs.closeAll();
    }
  }

  private static void addTogether(Lxc container, CyclicBarrier together) {
    try {
      together.await();
      Lxcs.add(container);
    } catch (Exception unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }
}
