package org.cellblock.containers.oci;

import java.io.FileWriter;
import java.io.IOException;
import org.cellblock.containers.root.RootFs;

/** A process that starts a container, writes its pid to a file, and waits to be killed. */
final class KilledWithContainer {

  private KilledWithContainer() {}

  /** Takes the file. */
  public static void main(String[] file) throws IOException, InterruptedException {
    try (OciContainer container = Runc.start(Runc.bundle(RootFs.busybox()).args("sleep", "100"))) {
      try (FileWriter out = new FileWriter(file[0])) {
        out.write(container.pid() + "\n");
      }
      Thread.sleep(60_000);
    }
  }
}
