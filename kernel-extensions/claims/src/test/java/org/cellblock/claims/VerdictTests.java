package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTests {

  @ParameterizedTest
  @EnumSource
  void aVerdictIsFoundByItsWord(Verdict verdict) {
    assertThat(Verdict.of(verdict.toString())).isEqualTo(verdict);
  }

  @Test
  void anotherWordIsAnErrorThatListsTheVerdicts() {
    assertThatThrownBy(() -> Verdict.of("maybe"))
        .hasMessage(
            "verdict [maybe]: expected one of confirmed, corrected, outdated, not testable");
  }

  @Test
  void anExpectedVerdictMayDependOnTheVersionOfCgroups() {
    assertThat(Expected.parse("confirmed on v1, outdated on v2"))
        .isEqualTo(new Expected(Verdict.CONFIRMED, Verdict.OUTDATED));
  }

  @Test
  void anExpectedVerdictForOneVersionOnlyIsAnError() {
    assertThatThrownBy(() -> Expected.parse("confirmed on v1"))
        .hasMessage(
            "verdict [confirmed on v1]: expected one of confirmed, corrected, outdated,"
                + " not testable");
  }

  @Test
  void evidenceWithoutWordsIsAnError() {
    assertThatThrownBy(() -> new Evidence(Verdict.CONFIRMED, " "))
        .hasMessage("evidence for [confirmed]: expected what was seen");
  }
}
