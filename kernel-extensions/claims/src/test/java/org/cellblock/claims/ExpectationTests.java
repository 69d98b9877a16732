package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExpectationTests {

  @Test
  void whatWasExpectedIsOk() throws Exception {
    assertThat(Expectation.of("kinds", 8, () -> 8).toString())
        .matches("ok     kinds: 8 \\(\\d+[.,]\\d ms\\)");
  }

  @Test
  void whatWasNotExpectedIsWrongWithBoth() throws Exception {
    assertThat(Expectation.of("kinds", 8, () -> 7).toString())
        .matches("WRONG  kinds: expected 8, found 7 \\(\\d+[.,]\\d ms\\)");
  }

  @Test
  void anIntAndALongAreTheSameNumber() throws Exception {
    assertThat(Expectation.of("kinds", 8, () -> 8L).holds()).isTrue();
    assertThat(Expectation.of("kinds", 8L, () -> "8").holds()).isFalse();
  }

  @Test
  void aClaimIsNamedByItsId() throws Exception {
    assertThat(Expectation.of("c013", "a", () -> "a").what()).isEqualTo("C013");
  }

  @Test
  void anUnknownClaimIsAnErrorBeforeAnythingIsLookedAt() {
    assertThatThrownBy(
            () ->
                Expectation.of(
                    "C999",
                    1,
                    () -> {
                      throw new IOException("looked");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("claim [C999]: expected one of ");
  }

  @Test
  void whatFindingOutThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                Claim.expect(
                    "kinds",
                    1,
                    () -> {
                      throw new IOException("no such file");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no such file");
  }
}
