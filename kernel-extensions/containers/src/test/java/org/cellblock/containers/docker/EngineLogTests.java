package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineLogTests {

  private static final String REFUSED =
      """
      time="2026-11-28T15:46:50.33Z" level=info msg="Starting up"
      time="2026-11-28T15:46:50.34Z" level=info msg="[core] parsed scheme" module=grpc
      failed to start daemon: Error initializing network controller: no rules
      time="2026-11-28T15:46:50.35Z" level=error msg="the \\"last\\" word" module=libcontainerd
      """;

  @Test
  void theCauseIsThePlainLine() {
    assertThat(EngineLog.cause(REFUSED))
        .isEqualTo("failed to start daemon: Error initializing network controller: no rules");
  }

  @Test
  void withoutOneItIsWhatWasSaidLast() {
    assertThat(EngineLog.cause("time=\"2026\" level=fatal msg=killed\n")).isEqualTo("killed");
    assertThat(EngineLog.cause("unable to configure\n")).isEqualTo("unable to configure");
    assertThat(EngineLog.cause("")).isEqualTo("it wrote nothing");
  }

  @Test
  void theLastLinesAreWithoutTimesAndTurnsOfConnections() {
    assertThat(EngineLog.last(REFUSED))
        .containsExactly(
            "Starting up",
            "failed to start daemon: Error initializing network controller: no rules",
            "the \"last\" word");
  }
}
