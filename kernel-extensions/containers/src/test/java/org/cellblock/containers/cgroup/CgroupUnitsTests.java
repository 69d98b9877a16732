package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupUnitsTests {

  @ParameterizedTest
  @CsvSource({"7, 7", "7b, 7", "1k, 1024", "400m, 419430400", "2G, 2147483648", "max, max"})
  void aSizeIsReadAsDockerReadsIt(String size, String bytes) {
    assertThat(CgroupUnits.memory(size)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "512, 20", "1024, 39", "262144, 10000"})
  void sharesBecomeAWeight(long shares, long weight) {
    assertThat(CgroupUnits.weight(shares)).isEqualTo(weight);
    assertThat(CgroupUnits.weight(CgroupUnits.shares(weight))).isBetween(weight - 1, weight);
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512 bytes",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "419430400, 400 MiB",
    "1125899906842624, 1024 TiB"
  })
  void bytesAreSaidInWords(long bytes, String words) {
    assertThat(CgroupUnits.size(bytes)).isEqualTo(words);
  }

  @Test
  void eachRangeHasBothItsEnds() {
    assertThat(CgroupUnits.pids(1)).isEqualTo("1");
    assertThat(CgroupUnits.pids(4_194_304)).isEqualTo("4194304");
    assertThat(CgroupUnits.quota(0.01)).isEqualTo("1000 100000");
    assertThat(CgroupUnits.quota(1024)).isEqualTo("102400000 100000");
    assertThat(CgroupUnits.memory("8388607t")).isEqualTo("9223370937343148032");
  }

  @Test
  void versionOneSaysNoLimitByItsHighestNumber() {
    assertThat(CgroupUnits.v2(CgroupSetting.MEMORY, "9223372036854771712")).isEqualTo("max");
    assertThat(CgroupUnits.v2(CgroupSetting.CPUS, "-1 100000")).isEqualTo("max 100000");
  }

  @Test
  void eachWrongValueIsNamed() {
    assertThatThrownBy(() -> CgroupUnits.memory("4 apples"))
        .hasMessage(
            "memory [4 apples]: expected a whole number and one of b, k, m, g, t, for example"
                + " 400m; or max");
    assertThatThrownBy(() -> CgroupUnits.memory("999999999999999t"))
        .hasMessage("memory [999999999999999t]: expected less than 8 EiB");
    assertThatThrownBy(() -> CgroupUnits.quota(0))
        .hasMessage("cpus [0.0]: expected 0.01 to 1024; 0.2 is a fifth of one CPU's time");
    assertThatThrownBy(() -> CgroupUnits.quota(Double.NaN)).hasMessageStartingWith("cpus [NaN]");
    assertThatThrownBy(() -> CgroupUnits.weight(1))
        .hasMessage("cpu shares [1]: expected 2 to 262144; 1024 is what a cgroup has at first");
    assertThatThrownBy(() -> CgroupUnits.pids(0))
        .hasMessage("pids [0]: expected 1 to 4194304 processes and threads");
    assertThatThrownBy(() -> Cgroup.create("a b"))
        .hasMessage(
            "cgroup name [a b]: expected 1 to 63 letters, digits, dashes or underscores, and not"
                + " kernel or enabled");
    assertThatThrownBy(() -> CgroupExperiments.memory("8g"))
        .hasMessage("limit [8g]: expected 4m to 512m for this experiment");
    assertThatThrownBy(() -> CgroupExperiments.forks(100))
        .hasMessage("max [100]: expected 2 to 50; the bomb forks at most 60 times");
  }
}
