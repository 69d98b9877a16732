package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.containers.docker.Docker;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.place.InstalledProgram;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;

/**
 * {@code %%docker}: the lines below are a shell script of docker commands, as they are typed at a
 * terminal; they reach this notebook's own engine, which is started unless it runs.
 */
public final class DockerMagic implements CellMagic<Object, BaseKernel> {
  @Override
  public Object eval(BaseKernel kernel, List<String> args, String body) {
    if (!args.isEmpty()) {
      throw new IllegalArgumentException(
          "%%docker "
              + args
              + ": expected nothing behind it, and docker commands in the lines below");
    }
    InstalledProgram.find("docker", "Docker.run(...) and its like do without");
    String engine = "DOCKER_HOST=unix://" + Docker.start().socket();
    Output output = LivePrograms.plainly(() -> Host.run("env", engine, "sh", "-c", body));
    if (!output.succeeded()) {
      throw new ScriptFailure(output);
    }
    return null; // its text has been shown while it ran
  }
}
