package org.cellblock.containers.lxc;

import java.io.FileWriter;
import java.io.IOException;

/** A process that freezes a container, writes its pid to a file, and waits to be killed. */
final class KilledWithLxc {

  private KilledWithLxc() {}

  /** Takes the file. */
  public static void main(String[] file) throws IOException, InterruptedException {
    try (Lxc web = Lxc.named("web").start()) {
      long pid = web.pid();
      web.freeze();
      try (FileWriter out = new FileWriter(file[0])) {
        out.write(pid + "\n");
      }
      Thread.sleep(60_000);
    }
  }
}
