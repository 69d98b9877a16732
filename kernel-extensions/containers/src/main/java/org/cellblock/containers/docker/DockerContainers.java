package org.cellblock.containers.docker;

import java.util.List;
import java.util.Optional;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Steps;

/** The containers of this notebook that engines have made and not removed. */
public final class DockerContainers {

  private static final OpenThings<DockerContainer> OPEN =
      OpenThings.of(OpenThings.Stage.SYSTEMS, DockerContainer::id, DockerContainer::end);

  private DockerContainers() {}

  /** Returns the containers that are open, in the order of creation. */
  public static List<DockerContainer> all() {
    return OPEN.all();
  }

  /** Removes all of them. */
  public static void closeAll() {
    closeAll(all());
  }

  static void closeAll(List<DockerContainer> containers) {
    Steps.runAllUninterrupted(containers.stream().<Runnable>map(each -> each::close).toList());
  }

  static Optional<DockerContainer> find(Docker docker, String name) {
    return of(docker).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  static List<DockerContainer> of(Docker docker) {
    return all().stream().filter(each -> each.docker() == docker).toList();
  }

  static void add(DockerContainer container) {
    OPEN.put(container);
  }

  static void remove(DockerContainer container) {
    OPEN.remove(container);
  }
}
