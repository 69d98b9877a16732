package org.cellblock.containers.pod;

import java.io.FileWriter;
import java.io.IOException;

/** A process that starts a pod, writes its container's pid to a file, and waits to be killed. */
final class KilledWithPod {

  private KilledWithPod() {}

  /** Takes the file. */
  public static void main(String[] file) throws IOException, InterruptedException {
    PodSpec spec = Pod.named("killed").container("app", "sleep", "100").memory("64m");
    try (Pod pod = spec.shareProcessNamespace().start()) {
      try (FileWriter out = new FileWriter(file[0])) {
        out.write(pod.container("app").pid() + "\n");
      }
      Thread.sleep(60_000);
    }
  }
}
