package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatTests {

  @Test
  void aLineIsRead() {
    assertThat(Stat.parse(Captured.text("stat-6.18")))
        .contains(new Stat("sleep", 6458, 4194560, 1266286));
    assertThat(Stat.parse(Captured.text("stat-6.1"))).contains(new Stat("cat", 717, 4194304, 168));
  }

  @Test
  void aNameMayLookLikeTheRestOfTheLine() {
    String line = "7 (a) R 99 0\n(b) S 1 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 42 0\n";
    Stat stat = Stat.parse(line).orElseThrow();
    assertThat(stat.name()).isEqualTo("a) R 99 0\n(b");
    assertThat(stat.ppid()).isEqualTo(1);
    assertThat(stat.startTicks()).isEqualTo(42);
  }

  @Test
  void theKernelsThreadsHaveAFlag() {
    String line = "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 1 0\n";
    assertThat(Stat.parse(line).orElseThrow().isKernelThread()).isTrue();
    assertThat(Stat.parse(Captured.text("stat-6.1")).orElseThrow().isKernelThread()).isFalse();
  }

  @Test
  void aProcessThatEndedIsAnEmptyAnswer() {
    assertThat(Stat.parse("")).isEmpty();
    assertThat(Stat.parse("7 (a) R 1")).isEmpty();
  }
}
