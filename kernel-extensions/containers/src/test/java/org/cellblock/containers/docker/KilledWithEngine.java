package org.cellblock.containers.docker;

import java.io.FileWriter;
import java.io.IOException;

/** A process that starts an engine with a container, writes a pid to a file, and is killed. */
final class KilledWithEngine {

  private KilledWithEngine() {}

  /** Takes the file. */
  public static void main(String[] file) throws IOException, InterruptedException {
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      DockerClient docker = new DockerClient(engine).withBusybox();
      docker.run("run", "-d", "--name", "web", "-p", "8080:80", "busybox", "sleep", "100");
      long pid = Long.parseLong(docker.run("inspect", "-f", "{{.State.Pid}}", "web"));
      try (FileWriter out = new FileWriter(file[0])) {
        out.write(engine.hostPid(pid).orElseThrow() + "\n");
      }
      Thread.sleep(60_000);
    }
  }
}
