package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Frames of a container's output, as the engine's API describes them. */
class OutputFramesTests {

  private static OutputFrames read(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new OutputFrames("GET /x").readAll(new ByteArrayInputStream(bytes));
  }

  /** Recorded of Docker 20.10.24: sh -c "echo hi; echo bad >&2". */
  @Test
  void outputAndErrorsAreToldApart() throws IOException {
    OutputFrames frames = read("0100000000000003 68690a 0200000000000004 6261640a");
    assertThat(frames.stdout()).isEqualTo("hi\n");
    assertThat(frames.stderr()).isEqualTo("bad\n");
    assertThat(frames.text()).isEqualTo("hi\nbad\n");
  }

  @Test
  void aFrameOfNothingIsPassedOver() throws IOException {
    assertThat(read("0100000000000000 0100000000000001 61").stdout()).isEqualTo("a");
  }

  @Test
  void aLetterOfSeveralBytesMayBeInTwoFrames() throws IOException {
    assertThat(read("0100000000000001 c3 0100000000000001 a4").stdout()).isEqualTo("ä");
  }

  @Test
  void whatIsNoFrameIsRefused() {
    assertThatThrownBy(() -> read("68656c6c6f20776f"))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("frame of stream [104]");
    assertThatThrownBy(() -> read("01000000ffffffff"))
        .hasMessageContaining("with [4294967295] bytes: expected stream 0 to 3, at most 67108864");
  }

  @Test
  void aFrameThatIsCutOffIsNoEnd() {
    assertThatThrownBy(() -> read("0100000000000003 68")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("010000")).isInstanceOf(EOFException.class);
  }

  @Test
  void ofATerminalTheMovesOfItsCursorAreLeftOut() throws IOException {
    byte[] came = "/ # \u001b[6nps\r\nPID\r\n".getBytes(StandardCharsets.UTF_8);
    OutputFrames frames = new OutputFrames("GET /x").readRaw(new ByteArrayInputStream(came));
    assertThat(frames.stdout()).isEqualTo("/ # ps\nPID\n");
  }
}
