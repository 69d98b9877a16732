package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchResultTests {

  @Test
  void barsAreMetAtTheLimitAndMissedBeyond() {
    assertThat(Bar.ofLaunch(times(1_500_000, 1_000_000, 8_400_000), "cell"))
        .containsExactly(new Bar("at most 1.5 times the C floor", 1.5, 1.5, true));
    assertThat(Bar.ofLaunch(times(1_510_000, 1_000_000, 8_400_000), "cell"))
        .containsExactly(new Bar("at most 1.5 times the C floor", 1.5, 1.51, false));
  }

  @Test
  void aBarThatTheTableLacksIsRefused() {
    assertThatThrownBy(() -> Bar.of("launch", "nope", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bar [launch nope]: expected one of [launch floor, ");
  }

  @Test
  void aBarWithoutItsPeerIsNotJudged() {
    Map<String, Samples> alone = Map.of("cell", new Samples(1_000_000));
    assertThat(Bar.ofLaunch(alone, "cell")).isEmpty();
  }

  @Test
  void theTableNamesWhoIsNotHere() {
    assertThat(result().text())
        .containsPattern("cell +1 +2\\.00 +2\\.00 +2\\.00 +0\\.50 +0\\.10")
        .contains("docker            not here: is not installed")
        .containsPattern("at most 1\\.5 times the C floor +0\\.50 +met");
  }

  @Test
  void theJsonHasMediansAndBars() {
    JsonObject json = JsonParser.parseString(result().json()).getAsJsonObject();
    assertThat(
            json.getAsJsonObject("launch")
                .getAsJsonObject("cell")
                .get("medianMillis")
                .getAsDouble())
        .isEqualTo(2.0);
    assertThat(json.getAsJsonArray("bars")).hasSize(1);
    assertThat(json.getAsJsonObject("absent").get("docker").getAsString())
        .isEqualTo("is not installed");
  }

  private static LaunchResult result() {
    return new LaunchResult(
        "about", 50, times(2_000_000, 4_000_000, 20_000_000), Map.of("docker", "is not installed"));
  }

  private static Map<String, Samples> times(long cell, long unshare, long runc) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    samples.put("cell", new Samples(cell));
    samples.put(Peers.FLOOR, new Samples(unshare));
    samples.put(Peers.UNSHARE, new Samples(unshare));
    samples.put(Peers.RUNC, new Samples(runc));
    return samples;
  }
}
