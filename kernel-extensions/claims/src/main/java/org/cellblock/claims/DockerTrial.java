package org.cellblock.claims;

import java.io.IOException;
import java.nio.file.Path;
import org.cellblock.containers.host.Output;

/**
 * A container of a Docker engine that runs already, for one experiment; the image is made here, and
 * nothing is pulled.
 *
 * <p>The container deletes itself when its program ends. An image that a killed experiment left is
 * pruned by the next one.
 */
final class DockerTrial implements AutoCloseable {

  private static final String LABEL = "org.cellblock.claim=check";
  private static final String SECONDS = "60";

  private final String id;

  private DockerTrial(String id) {
    this.id = id;
  }

  /** Says whether an engine answers, at {@code DOCKER_HOST} or where the client looks. */
  static boolean isRunning() {
    try {
      return Trial.output("docker", "version", "--format", "{{.Server.Version}}").succeeded();
    } catch (NotTestableHere noProgram) {
      return false;
    }
  }

  /** Starts a container of busybox without a network. */
  static DockerTrial start() throws IOException {
    NotTestableHere.unless(isRunning(), "a Docker engine that runs: docker version must answer");
    try {
      String image = Trial.temporarily(DockerTrial::importBusybox);
      return new DockerTrial(
          docker("run", "--detach", "--rm", "--network", "none", image, "sleep", SECONDS));
    } catch (RuntimeException refused) {
      prune();
      throw refused;
    }
  }

  private static String importBusybox(Path directory) {
    Path tar = directory.resolve("busybox.tar");
    TarFile.busybox(tar);
    return docker("import", "--change", "LABEL " + LABEL, tar.toString());
  }

  /** Returns the id as the engine gave it when it started the container. */
  String id() {
    return id;
  }

  /** Returns the id as {@code docker ps} shows it. */
  String shortId() {
    return docker("ps", "--filter", "id=" + id, "--format", "{{.ID}}");
  }

  /** Runs a program in the container. */
  String exec(String... command) {
    String[] words = new String[command.length + 2];
    words[0] = "exec";
    words[1] = id;
    System.arraycopy(command, 0, words, 2, command.length);
    return docker(words);
  }

  /** Writes the container's files to a tar file. */
  void export(Path tar) {
    docker("export", "--output", tar.toString(), id);
  }

  @Override
  public void close() {
    Output removed = Trial.output("docker", "rm", "--force", id);
    prune();
    if (!removed.succeeded()) {
      throw new IllegalStateException("docker rm " + id + ": " + removed);
    }
  }

  /** Deletes images of ours that no container is made of. */
  private static void prune() {
    docker("image", "prune", "--force", "--filter", "label=" + LABEL);
  }

  private static String docker(String... arguments) {
    return Trial.onHost("docker", arguments);
  }
}
