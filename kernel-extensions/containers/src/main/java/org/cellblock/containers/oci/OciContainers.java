package org.cellblock.containers.oci;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The containers of this notebook that runtimes have made and not deleted. */
public final class OciContainers {

  private static final Set<OciContainer> OPEN = new LinkedHashSet<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> all().forEach(OciContainer::drop), "drop runtimes' containers"));
  }

  private OciContainers() {}

  /** Returns the containers that are open, in the order of creation. */
  public static List<OciContainer> all() {
    synchronized (OPEN) {
      return List.copyOf(OPEN);
    }
  }

  /** Closes all of them. */
  public static void closeAll() {
    all().forEach(OciContainer::close);
  }

  static void add(OciContainer container) {
    synchronized (OPEN) {
      OPEN.add(container);
    }
  }

  static void remove(OciContainer container) {
    synchronized (OPEN) {
      OPEN.remove(container);
    }
  }
}
