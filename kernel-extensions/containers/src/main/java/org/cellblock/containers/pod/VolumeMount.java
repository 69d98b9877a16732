package org.cellblock.containers.pod;

import org.cellblock.linux.Given;

/**
 * Where a container sees a volume of its pod.
 *
 * @param name of the volume
 * @param mountPath absolute, in the container
 */
public record VolumeMount(String name, String mountPath) {

  /** Checks name and path. */
  public VolumeMount {
    PodNames.check(name, "volume name");
    Given.text(mountPath, "mountPath");
    if (!mountPath.startsWith("/") || mountPath.equals("/") || mountPath.contains(":")) {
      throw new IllegalArgumentException(
          "mountPath [%s]: expected an absolute path below /, without a colon"
              .formatted(mountPath));
    }
  }
}
