package org.cellblock.containers.docker;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Given;
import org.cellblock.linux.Steps;

/** The engines that this notebook uses: one of its own, and those that it was told of. */
final class DockerSession {

  /** Says of what is found in a foreign engine whose it is. */
  static final String LABEL_VALUE = EngineLeftovers.label();

  /** Containers are removed before the engines that know of them. */
  private static final OpenThings<Docker> OPEN;

  static {
    DockerContainers.all();
    OPEN =
        OpenThings.of(
            OpenThings.Stage.SYSTEMS, docker -> docker.socket().toString(), DockerSession::close);
  }

  private static Docker own;

  private DockerSession() {}

  static Docker foreign(EngineApi api) {
    Optional<Docker> known = OPEN.find(api.socket().toString()).filter(Docker::isOpen);
    if (known.isPresent()) {
      return known.get();
    }
    EngineLeftovers.remove(api);
    Docker docker = new Docker(api, EngineOwner.somebodyElse());
    OPEN.put(docker);
    return docker;
  }

  /** Returns this notebook's own engine, which is started unless it runs. */
  static synchronized Docker own(Consumer<String> progress) {
    Given.notNull(progress, "progress", "one that hears lines");
    if (own == null || !own.isOpen()) {
      own = start(progress);
    }
    return own;
  }

  /** The image of busybox is made while the engine starts. */
  private static Docker start(Consumer<String> progress) {
    BusyboxImage busybox = BusyboxImage.begin();
    PrivateEngine engine = PrivateEngine.start(progress);
    try {
      Docker docker = new Docker(EngineApi.at(engine.socket()), EngineOwner.ofNotebook(engine));
      busybox.load(docker);
      progress.accept("image busybox is there");
      OPEN.put(docker);
      return docker;
    } catch (RuntimeException refused) {
      engine.close();
      throw refused;
    }
  }

  static void close(Docker docker) {
    OPEN.remove(docker);
    if (docker.isPrivate()) {
      DockerContainers.of(docker).forEach(DockerContainer::drop);
      docker.engineOwner().close();
    } else if (docker.isOpen()) {
      Steps.runAllUninterrupted(
          List.of(
              () -> DockerContainers.closeAll(DockerContainers.of(docker)),
              () -> docker.engineOwner().resources(docker).removeAll(),
              () -> docker.engineOwner().close()));
    }
  }
}
