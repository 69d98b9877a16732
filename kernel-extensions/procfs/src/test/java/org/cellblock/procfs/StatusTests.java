package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTests {

  private static final String OF_A_PROCESS_IN_A_CELL =
      """
      Name:\tsleep
      Umask:\t0022
      State:\tS (sleeping)
      Tgid:\t25693
      PPid:\t25593
      Uid:\t0\t0\t0\t0
      NSpid:\t25693\t8
      VmRSS:\t    1380 kB
      Threads:\t1
      """;

  @Test
  void keysAreFoundWithTheirFirstAndLastWord() {
    Status status = Status.parse(OF_A_PROCESS_IN_A_CELL).orElseThrow();
    assertThat(status.firstWord("State")).isEqualTo("S");
    assertThat(status.pidInside()).isEqualTo(8);
    assertThat(status.number("VmRSS")).isEqualTo(1380);
  }

  @Test
  void aKernelThreadHasNoResidentMemory() {
    Status status = Status.parse("Name:\tkthreadd\nState:\tS (sleeping)\n").orElseThrow();
    assertThat(status.number("VmRSS")).isZero();
  }

  @Test
  void aProcessThatEndedWhileItWasReadIsAnEmptyAnswer() {
    assertThat(Status.parse("")).isEmpty();
  }

  @Test
  void aNameMayHoldAnything() {
    Status status = Status.parse("Name:\ta) b: (c\\nd\nState:\tR (running)\n").orElseThrow();
    assertThat(status.value("Name")).isEqualTo("a) b: (c\\nd");
  }

  @Test
  void theIdInsideIsTheLastOfNspid() {
    assertThat(Captured.status("6.12-docker").pids()).containsExactly(90022L, 12L, 1L);
    assertThat(Captured.status("6.12-docker").pidInside()).isEqualTo(1);
  }

  @Test
  void aKernelBeforeNspidTellsOneId() {
    assertThat(Captured.status("3.10").pids()).containsExactly(2140L);
    assertThat(Captured.status("3.10").pidInside()).isEqualTo(2140);
  }

  @Test
  void aCarriageReturnInANameEndsNoLine() {
    Status status = Status.parse("Name:\ta\rState:\tZ\nState:\tR (running)\n").orElseThrow();
    assertThat(status.firstWord("State")).isEqualTo("R");
  }
}
