package org.cellblock.containers.pod;

import java.nio.file.Path;

/**
 * What several containers of a pod can see.
 *
 * @param name of the volume
 * @param hostPath a directory of the host; null for an empty one in memory, which goes with the pod
 */
record Volume(String name, Path hostPath) {

  Volume {
    PodNames.check(name, "volume name");
    if (hostPath != null && !hostPath.isAbsolute()) {
      throw new IllegalArgumentException(
          "volume %s: directory [%s]: expected an absolute path".formatted(name, hostPath));
    }
  }
}
