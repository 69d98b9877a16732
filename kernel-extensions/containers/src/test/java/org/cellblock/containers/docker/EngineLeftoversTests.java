package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed notebook kernel has left in an engine of others'. */
class EngineLeftoversTests {

  private static final String OWN = EngineLeftovers.label();

  /** A start long ago, of a process that is alive: its id was another's then. */
  private static final String DEAD = OWN.replaceFirst("-\\d+$", "-1000");

  @Test
  void whatALivingProcessHasIsNobodyElses() {
    assertThat(EngineLeftovers.isOfTheDead(OWN)).isFalse();
    assertThat(EngineLeftovers.isOfTheDead(DEAD)).isTrue();
    assertThat(EngineLeftovers.isOfTheDead(OWN.replaceFirst("-\\d+-", "-1-"))).isFalse();
    assertThat(EngineLeftovers.isOfTheDead("")).isFalse();
    assertThat(EngineLeftovers.isOfTheDead("somebody")).isFalse();
  }

  @Test
  void onlyWhatTheDeadHaveLeftIsRemoved(@TempDir Path directory) throws IOException {
    try (FakeEngine engine = new FakeEngine(directory)) {
      EngineApi api = engine.api();
      engine.json(
          200,
          "[{'Id':'a','Labels':{'org.cellblock.owner':'%s'}},{'Id':'b','Labels':{'x':'y'}},"
                  .formatted(DEAD)
              + "{'Id':'c','Labels':{'org.cellblock.owner':'%s'}}]".formatted(OWN));
      engine.answer("HTTP/1.1 204 No Content\r\n\r\n").json(200, "[]");
      engine.json(200, "{'Volumes':null}");
      EngineLeftovers.remove(api);
      assertThat(engine.requests().stream().filter(each -> each.startsWith("DELETE")))
          .singleElement()
          .asString()
          .startsWith("DELETE /v1.41/containers/a?force=1&v=1 HTTP/1.1");
    }
  }
}
