package org.cellblock.labs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabsTests {

  @ParameterizedTest
  @ValueSource(strings = {"03", "3", "03_namespaces"})
  void aLabIsFoundByItsNumberOrItsFolder(String word) {
    assertThat(Labs.named(word).folder()).isEqualTo("03_namespaces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "", "0", "03_", "../03_namespaces"})
  void anyOtherWordIsAnsweredWithTheLabsThereAre(String word) {
    assertThatThrownBy(() -> Labs.named(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lab [%s]: expected one of: 03 Namespaces", word);
  }

  @Test
  void aHintSaysWhatItIsFor() {
    assertThat(Labs.named("03").tasks().get(1).hint(1))
        .isEqualTo(
            "2. Find the impostor, hint 1 of 3: A process that is pid 1 somewhere is in a pid"
                + " namespace other than yours.");
  }

  @Test
  void thereIsNoFourthHint() {
    assertThatThrownBy(() -> Labs.named("03").tasks().get(0).hint(4))
        .hasMessage("hint [4]: expected 1 to 3");
  }
}
