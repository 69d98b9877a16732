package org.cellblock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.cellblock.bench.Growth.Step;
import org.junit.jupiter.api.Test;

class GrowthTests {

  @Test
  void barsAreMetAtTheLimitAndMissedBeyond() {
    assertThat(growth(5, 26, 300).bars()).extracting(Bar::isMet).containsExactly(true, true, true);
    assertThat(growth(6, 27, 301).bars())
        .extracting(Bar::isMet)
        .containsExactly(false, false, false);
  }

  @Test
  void theTableHasALineForEachStep() {
    assertThat(growth(5, 26, 300).text())
        .startsWith("processes   median ms   ms / 1000    C / 1000 bytes / process\n")
        .containsPattern("10000 +260\\.00 +26\\.00 +18\\.00 +300\n")
        .containsPattern("few processes: at most 5 ms +5\\.00 +met");
  }

  @Test
  void theJsonHasStepsAndBars() {
    var json = JsonParser.parseString(growth(5, 26, 300).json()).getAsJsonObject();
    assertThat(json.getAsJsonArray("growth")).hasSize(3);
    assertThat(json.getAsJsonArray("bars")).hasSize(3);
  }

  private static Growth growth(double few, double perThousand, double bytes) {
    return new Growth(
        List.of(
            new Step(10, 100, few, few * 10, 18, 900),
            new Step(1_000, 1_000, 20, 20, 18, 300),
            new Step(10_000, 10_000, perThousand * 10, perThousand, 18, bytes)));
  }
}
