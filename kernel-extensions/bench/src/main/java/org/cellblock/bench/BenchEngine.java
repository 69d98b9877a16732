package org.cellblock.bench;

import org.cellblock.containers.docker.Docker;

/** Docker's engine, started for whoever needs it first: what is measured are its containers. */
final class BenchEngine implements AutoCloseable {

  private Docker engine;

  /**
   * Returns the engine.
   *
   * @throws IllegalStateException where there can be none, with the reason
   */
  Docker get() {
    if (engine == null) {
      engine = Docker.start();
    }
    return engine;
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
