package org.cellblock.containers.oci;

import java.util.List;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Steps;

/** The containers of this notebook that runtimes have made and not deleted. */
public final class OciContainers {

  /** At the end of this process no runtime is asked: that would take one process each. */
  private static final OpenThings<OciContainer> OPEN =
      OpenThings.of(OpenThings.Stage.SYSTEMS, OciContainer::name, OciContainer::drop);

  private OciContainers() {}

  /** Returns the containers that are open, in the order of creation. */
  public static List<OciContainer> all() {
    return OPEN.all();
  }

  /** Closes all of them. */
  public static void closeAll() {
    Steps.runAllUninterrupted(all().stream().<Runnable>map(each -> each::close).toList());
  }

  static void add(OciContainer container) {
    OPEN.put(container);
  }

  static void remove(OciContainer container) {
    OPEN.remove(container);
  }
}
