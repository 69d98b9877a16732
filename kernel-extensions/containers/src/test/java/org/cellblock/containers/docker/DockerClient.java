package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.InstalledProgram;

/** The docker command, on an engine of the tests'. */
final class DockerClient {

  private static final String IMPORT =
      """
      set -e
      mkdir -p "$1/bin"
      cp "$(command -v busybox)" "$1/bin/busybox"
      for applet in sh sleep cat httpd wget; do ln -s busybox "$1/bin/$applet"; done
      tar -C "$1" -c . | "$2" --host "unix://$3" import - busybox
      """;

  private final PrivateEngine engine;
  private final String program = InstalledProgram.find("docker").toString();

  DockerClient(PrivateEngine engine) {
    this.engine = engine;
  }

  /** Gives the engine an image. */
  DockerClient withBusybox() {
    String tree = Host.temporaryDirectory("tree").toString();
    String socket = engine.socket().toString();
    checked(Host.run("sh", "-c", IMPORT, "import", tree, program, socket));
    return this;
  }

  /** Runs a command and returns what it wrote. */
  String run(String... words) {
    List<String> arguments = new ArrayList<>(List.of("--host", "unix://" + engine.socket()));
    arguments.addAll(List.of(words));
    return checked(Host.run(program, arguments.toArray(String[]::new)));
  }

  private static String checked(Output output) {
    assertThat(output.succeeded()).as("%s%n%s", output.command(), output.stderr()).isTrue();
    return output.stdout().strip();
  }
}
