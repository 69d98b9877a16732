package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cellblock.procfs.cinf.Cinf;
import org.cellblock.procfs.cinf.Monitoring;
import org.junit.jupiter.api.Test;

class SparklineTests {

  @Test
  void theGreatestValueIsAFullBlockAndNothingTheLowest() {
    assertThat(Sparkline.of(0, 50, 100).text(10)).isEqualTo("▁▅█");
  }

  @Test
  void manyValuesKeepTheirPeaks() {
    double[] values = new double[1000];
    values[777] = 1;
    assertThat(Sparkline.of(values).text(10)).isEqualTo("▁▁▁▁▁▁▁█▁▁");
  }

  @Test
  void aGapIsABlankAndInterruptsTheLine() {
    Sparkline chart = Sparkline.of(1, 1, Double.NaN, 1, 1);
    assertThat(chart.text(10)).isEqualTo("██ ██");
    assertThat(chart.svg("x").render().split("<polyline")).hasSize(3);
  }

  @Test
  void theWholeElementIsKnown() {
    assertThat(Sparkline.of(0, 1).svg("cpu").render())
        .isEqualTo(
            "<svg role=\"img\" width=\"260\" height=\"36\" viewBox=\"0 0 260 36\""
                + " style=\"background:rgba(128,128,128,0.10);border-radius:3px;\""
                + " aria-label=\"cpu\"><polyline fill=\"#2f7dd1\" fill-opacity=\"0.25\""
                + " stroke=\"#2f7dd1\" stroke-width=\"1.5\""
                + " points=\"2.0,34.0 2.0,34.0 258.0,2.0 258.0,34.0\"></polyline></svg>");
  }

  @Test
  void nothingAndNaughtCanBeDrawn() {
    assertThat(Sparkline.of().text(10)).isEmpty();
    assertThat(Sparkline.of(0, 0).text(10)).isEqualTo("▁▁");
    assertThat(Sparkline.of().svg("x").render()).doesNotContain("poly");
  }

  @Test
  void theSvgIsWellFormedAndOfAFixedSizeWhateverItShows() throws Exception {
    double[] many = IntStream.range(0, 9999).asDoubleStream().toArray();
    String svg = Sparkline.of(many).svg("<&\">").render();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg).contains("width=\"260\"").hasSizeLessThan(5_000);
    assertThat(svg).doesNotContain("<script", "http", "url(");
  }

  @Test
  void aMonitoringIsThreeChartsWithTheirFiles() {
    long self = ProcessHandle.current().pid();
    Monitoring seen = Cinf.monitor(Duration.ofMillis(300), self);
    assertThat(MonitoringView.of(seen).text().lines()).hasSize(5);
    assertThat(MonitoringView.of(seen).html().split("<svg")).hasSize(4);
    assertThat(MonitoringView.of(seen).text())
        .contains("process " + self, seen.memorySource(), seen.cpuSource(), "ended after ");
  }
}
