package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.containers.Sample;
import org.cellblock.containers.Watch;
import org.junit.jupiter.api.Test;

class WatchViewTests {

  @Test
  void eachCurveIsALineFromZeroToItsHighest() {
    List<Sample> samples = List.of(new Sample(100, 0, 50, 1), new Sample(200, 2048, 100, 1));
    assertThat(WatchView.html(new Watch("demo", "4 MiB", "0.2 CPUs", "20", samples)))
        .contains("points=\"0.0,34.0 320.0,2.0\"", "points=\"0.0,18.0 320.0,2.0\"")
        .contains("aria-label=\"memory over time, now 2 KiB · 4 MiB\"")
        .contains(">100 % · 0.2 CPUs</td>");
  }

  @Test
  void withoutSamplesThereIsStillAPicture() {
    assertThat(WatchView.html(new Watch("demo", "", "", "", List.of())))
        .contains("points=\"\"")
        .contains(">0 bytes</td>");
  }

  @Test
  void hostileTextStaysText() {
    String text = "\"><img src=x onerror=alert(1)>";
    Watch watch = new Watch(text, text, text, text, List.of(new Sample(1, 1, 1, 1)));
    assertThat(WatchView.html(watch)).doesNotContain("<img");
  }
}
