package org.cellblock.containers.docker;

import java.util.List;
import java.util.Optional;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Steps;

/** The engines that this notebook uses: one of its own, and those that it was told of. */
final class DockerSession {

  /** Says of what is found in a foreign engine whose it is. */
  static final String LABEL_VALUE =
      "cellblock-" + ProcessHandle.current().pid() + "-" + started(ProcessHandle.current());

  /** Containers are removed before the engines that know of them. */
  private static final OpenThings<Docker> OPEN;

  static {
    DockerContainers.all();
    OPEN =
        OpenThings.of(
            OpenThings.Stage.SYSTEMS, docker -> docker.socket().toString(), DockerSession::close);
  }

  private DockerSession() {}

  static Docker foreign(EngineApi api) {
    Optional<Docker> known = OPEN.find(api.socket().toString()).filter(Docker::isOpen);
    Docker docker = known.orElseGet(() -> new Docker(api, EngineOwner.somebodyElse()));
    OPEN.put(docker);
    return docker;
  }

  static Docker own() {
    throw new IllegalStateException(
        "no engine of this notebook's own runs: Docker.engine() finds the host's");
  }

  static void close(Docker docker) {
    OPEN.remove(docker);
    if (docker.engineOwner().isOpen()) {
      Steps.runAllUninterrupted(
          List.of(
              () -> DockerContainers.closeAll(DockerContainers.of(docker)),
              () -> docker.engineOwner().resources(docker).removeAll(),
              () -> docker.engineOwner().close()));
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(each -> "" + each.toEpochMilli()).orElse("0");
  }
}
