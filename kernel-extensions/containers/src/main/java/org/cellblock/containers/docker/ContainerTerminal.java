package org.cellblock.containers.docker;

/** The terminal of a container's own program: one, from before it starts until it ends. */
final class ContainerTerminal {

  private final ContainerApi api;
  private final String name;
  private final boolean isThere;
  private DockerShell shell;

  ContainerTerminal(ContainerApi api, String name, boolean isThere) {
    this.api = api;
    this.name = name;
    this.isThere = isThere;
  }

  /** Connects before the program begins, so that nothing is missed. */
  synchronized void connect() {
    if (isThere && (shell == null || !shell.isOpen())) {
      shell = DockerShell.attach(api, name);
    }
  }

  synchronized DockerShell attach() {
    if (!isThere) {
      throw new IllegalStateException(
          "container %s has no terminal: Docker.run(...).interactive().start() gives it one"
              .formatted(name));
    }
    connect();
    return shell.text().isEmpty() ? shell.begun() : shell;
  }
}
