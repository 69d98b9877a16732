package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CgroupWatchTests {

  @AfterEach
  void hearNoMore() {
    WatchListener.set(soFar -> {});
  }

  @Test
  @NeedsCgroups
  void samplesComeTenTimesASecond() {
    List<Integer> heard = new ArrayList<>();
    WatchListener.set(soFar -> heard.add(soFar.samples().size()));
    try (Cgroup demo = Cgroup.create("watch")) {
      Burner.start(demo);
      Watch watch = demo.watch(Duration.ofSeconds(2));
      assertThat(watch.samples()).hasSizeBetween(3, 20).allMatch(each -> each.pids() == 1);
      assertThat(watch.samples()).anyMatch(each -> each.cpu() > 0);
      assertThat(heard).startsWith(1, 2, 3).hasSameSizeAs(watch.samples());
      assertThat(watch.table().columnNames()).containsExactly("millis", "memory", "cpu", "pids");
    }
  }

  @Test
  @NeedsCgroups
  void anInterruptEndsAWatch() {
    try (Cgroup demo = Cgroup.create("interrupted")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> demo.watch(Duration.ofSeconds(60)))
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted: watch of interrupted after 0 samples");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void asTextItIsThreeLinesOfBars() {
    List<Sample> samples =
        List.of(
            new Sample(100, 0, 0, 1), new Sample(200, 1024, 50, 1), new Sample(300, 2048, 100, 2));
    assertThat(new Watch("demo", "4 MiB", "0.2 CPUs", "20", samples))
        .hasToString("watch of demo: memory 2 KiB · 4 MiB, cpu 100 % · 0.2 CPUs, pids 2 · 20");
  }
}
