package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanResultTests {

  @Test
  void barsAreMetAtTheLimitAndMissedBeyond() {
    assertThat(Bar.ofScan(times(12, 10, 96))).extracting(Bar::isMet).containsExactly(true, true);
    assertThat(Bar.ofScan(times(13, 10, 96))).extracting(Bar::isMet).containsExactly(false, false);
  }

  @Test
  void aBarWithoutItsPeerIsNotJudged() {
    assertThat(Bar.ofScan(Map.of(Scanners.OURS, new Samples(1)))).isEmpty();
  }

  @Test
  void theTableNamesWhoIsNotHere() {
    assertThat(result().text())
        .containsPattern("lsns +96\\.00 +96\\.00 +96\\.00 +8\\.00")
        .containsPattern("cinf \\(Go\\) +not here: cinf is not installed")
        .containsPattern("one thread: at most 1\\.2 times C's +1\\.20 +met");
  }

  @Test
  void theJsonHasMediansAndBars() {
    JsonObject json = JsonParser.parseString(result().json()).getAsJsonObject();
    JsonObject lsns = json.getAsJsonObject("scan").getAsJsonObject("lsns");
    assertThat(lsns.get("medianMillis").getAsDouble()).isEqualTo(96.0);
    assertThat(json.getAsJsonArray("bars")).hasSize(2);
  }

  private static ScanResult result() {
    return new ScanResult(
        "about", times(12, 10, 96), Map.of(Scanners.CINF, "cinf is not installed"));
  }

  private static Map<String, Samples> times(long ours, long floor, long lsns) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    samples.put(Scanners.OURS, new Samples(ours * 1_000_000));
    samples.put(Scanners.ALONE, new Samples(ours * 1_000_000));
    samples.put(Scanners.FLOOR, new Samples(floor * 1_000_000));
    samples.put(Scanners.LSNS, new Samples(lsns * 1_000_000));
    return samples;
  }
}
