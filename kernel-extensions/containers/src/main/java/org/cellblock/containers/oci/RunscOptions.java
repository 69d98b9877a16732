package org.cellblock.containers.oci;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.IdMap;

/**
 * What gVisor's runsc must be told besides the bundle, before each of its commands: its network
 * stack is its own, it doesn't do without cgroups by itself, and its sandbox runs as nobody.
 *
 * @see <a href="https://gvisor.dev/docs/user_guide/networking/">networking of gVisor</a>
 */
final class RunscOptions {

  private static final long NOBODY = 65_534;

  private RunscOptions() {}

  static List<String> of(Bundle bundle, boolean hasCgroup) {
    List<String> options = new ArrayList<>();
    options.add(
        bundle.namespaces.contains(Namespace.NETWORK) ? "--network=none" : "--network=host");
    if (!hasCgroup) {
      options.add("--ignore-cgroups");
    }
    if (!hasNobody()) {
      options.add("--rootless");
    }
    return options;
  }

  private static boolean hasNobody() {
    return HostThread.call(() -> IdMap.readAll(ProcessHandle.current().pid())).stream()
        .anyMatch(map -> map.inside() <= NOBODY && NOBODY - map.inside() < map.count());
  }
}
