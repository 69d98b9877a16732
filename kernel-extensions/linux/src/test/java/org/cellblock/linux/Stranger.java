package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process in namespaces that no cell made, with a tmpfs on /mnt that the host doesn't have. */
final class Stranger implements AutoCloseable {

  private static final String PREPARE =
      "if [ -n \"$MOUNTS\" ]; then mount -n -t tmpfs stranger /mnt; fi; echo ready; exec sleep 60";

  private final Process process;

  private Stranger(Process process) {
    this.process = process;
  }

  static Stranger in(Namespace... kinds) throws IOException {
    List<String> words = new ArrayList<>(List.of("unshare"));
    boolean hasMounts = false;
    for (Namespace kind : kinds) {
      words.add("--" + (kind == Namespace.MOUNT ? "mount" : kind.procName()));
      hasMounts |= kind == Namespace.MOUNT;
    }
    words.addAll(List.of("sh", "-c", PREPARE));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("MOUNTS", hasMounts ? "yes" : "");
    Process process = builder.start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IOException("stranger: " + said);
    }
    return new Stranger(process);
  }

  long pid() {
    return process.pid();
  }

  Path namespace(Namespace kind) {
    return Path.of("/proc/%d/ns/%s".formatted(process.pid(), kind.procName()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
