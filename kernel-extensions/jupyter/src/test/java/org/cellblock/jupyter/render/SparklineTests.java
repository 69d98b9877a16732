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
    assertThat(chart.svg("x").split("<polyline")).hasSize(3);
  }

  @Test
  void nothingAndNaughtCanBeDrawn() {
    assertThat(Sparkline.of().text(10)).isEmpty();
    assertThat(Sparkline.of(0, 0).text(10)).isEqualTo("▁▁");
    assertThat(Sparkline.of().svg("x")).doesNotContain("poly");
  }

  @Test
  void theSvgIsWellFormedAndOfAFixedSizeWhateverItShows() throws Exception {
    String svg = Sparkline.of(IntStream.range(0, 9999).asDoubleStream().toArray()).svg("<&\">");
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
