package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciStateTests {

  @Test
  void aStoppedContainerHasNoPid() {
    OciState state =
        OciState.parse(
            "{\"ociVersion\":\"1\",\"id\":\"a\",\"status\":\"stopped\",\"bundle\":\"/b\"}");
    assertThat(state).isEqualTo(new OciState("1", "a", "stopped", 0, "/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "[]", "{\"id\":\"a\"}", "open /run: no such file"})
  void whatIsNoStateIsShown(String told) {
    assertThatThrownBy(() -> OciState.parse(told))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the runtime's state [%s]: expected a JSON object with"
                + " [ociVersion, id, status, bundle]; was it killed meanwhile?",
            told);
  }
}
