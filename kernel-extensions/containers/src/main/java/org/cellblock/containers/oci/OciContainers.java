package org.cellblock.containers.oci;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellblock.linux.Steps;

/** The containers of this notebook that runtimes have made and not deleted. */
public final class OciContainers {

  private static final Set<OciContainer> OPEN = new LinkedHashSet<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(OciContainers::dropAll, "drop runtimes' containers"));
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
    Steps.runAll(all().stream().<Runnable>map(each -> each::close).toList());
  }

  private static void dropAll() {
    Steps.runAll(all().stream().<Runnable>map(each -> each::drop).toList());
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
