package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an engine is looked for; the directory of the test stands for the root. */
class EngineFinderTests {

  /** The SHA-256 of the word mine, by which the docker command names the context's directory. */
  private static final String MINE =
      "3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff";

  @TempDir private Path root;

  private EngineApi find(Map<String, String> environment) {
    return new EngineFinder(environment, root).find();
  }

  private FakeEngine engineIn(String directory) throws IOException {
    Path made = Files.createDirectories(root.resolve(directory));
    return new FakeEngine(made).answer(FakeEngine.PING_20_10);
  }

  @Test
  void whereThereIsNoneOneLineSaysWhyOfEachPlace() {
    assertThatThrownBy(() -> find(Map.of("XDG_RUNTIME_DIR", "/run/user/1")))
        .hasMessage(
            "no engine runs here (/run/docker.sock isn't there; /var/run/docker.sock isn't there;"
                + " /run/user/1/docker.sock isn't there; /run/user/1/podman/podman.sock isn't there;"
                + " /run/podman/podman.sock isn't there): Docker.start() runs one of this notebook's"
                + " own");
  }

  @Test
  void aUsualSocketIsFoundAndADeadOneNamed() throws IOException {
    Files.createDirectories(root.resolve("run"));
    Files.createFile(root.resolve("run/docker.sock"));
    assertThatThrownBy(() -> find(Map.of()))
        .hasMessageContaining("no engine answers at " + root.resolve("run/docker.sock"));
  }

  @Test
  void dockerHostIsAskedFirst() throws IOException {
    try (FakeEngine engine = engineIn("a")) {
      assertThat(find(Map.of("DOCKER_HOST", "unix:///a/s")).socket()).isEqualTo(engine.socket());
    }
  }

  @Test
  void anEngineOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> find(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375")))
        .hasMessage(
            "DOCKER_HOST=tcp://10.0.0.1:2375: expected unix:// and a path; an engine on another"
                + " machine shows none of its processes");
  }

  @Test
  void theCurrentContextIsFollowed() throws IOException {
    Path home = Files.createDirectories(root.resolve("home/.docker"));
    Files.writeString(home.resolve("config.json"), "{\"currentContext\":\"mine\"}");
    Map<String, String> environment = Map.of("HOME", "/home");
    assertThatThrownBy(() -> find(environment))
        .hasMessageContaining("the current Docker context [mine] isn't in " + home);
    Path meta = Files.createDirectories(home.resolve("contexts/meta").resolve(MINE));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"mine\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///b/s\"}}}");
    try (FakeEngine engine = engineIn("b")) {
      assertThat(find(environment).socket()).isEqualTo(engine.socket());
    }
  }

  @Test
  void aConfigurationThatIsNoJsonIsNamed() throws IOException {
    Path home = Files.createDirectories(root.resolve("home/.docker"));
    Files.writeString(home.resolve("config.json"), "{\"currentContext");
    assertThatThrownBy(() -> find(Map.of("HOME", "/home")))
        .hasMessageContaining("can't read " + home.resolve("config.json"));
  }
}
