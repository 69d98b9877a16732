package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.containers.cgroup.Sample;
import org.cellblock.containers.cgroup.Watch;
import org.junit.jupiter.api.Test;

class WatchViewTests {

  @Test
  void aWatchIsThreeChartsWithTheirLastValues() {
    List<Sample> samples = List.of(new Sample(100, 0, 0, 1), new Sample(200, 2048, 100, 2));
    Watch watch = new Watch("demo", "4 MiB", "", "20", samples);
    assertThat(WatchView.text(watch))
        .isEqualTo(
            """
            watch of demo
            memory  ▁█  2 KiB · 4 MiB
            cpu     ▁█  100 %
            pids    ▅█  2 · 20""");
    assertThat(WatchView.html(watch)).contains("memory over time, now 2 KiB · 4 MiB", "<svg");
  }

  @Test
  void withoutSamplesThereIsStillAPicture() {
    assertThat(WatchView.html(new Watch("demo", "", "", "", List.of())))
        .contains("<svg", ">0 bytes</td>");
  }

  @Test
  void hostileTextStaysText() {
    String text = "\"><img src=x onerror=alert(1)>";
    Watch watch = new Watch(text, text, text, text, List.of(new Sample(1, 1, 1, 1)));
    assertThat(WatchView.html(watch)).doesNotContain("<img");
  }
}
