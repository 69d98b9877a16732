package org.cellblock.containers.docker;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** Whose an engine is: this notebook's own, which ends with it, or somebody else's. */
final class EngineOwner {

  private final boolean isPrivate;
  private final BooleanSupplier runs;
  private final LongFunction<Optional<Long>> hostPids;
  private final Runnable ending;
  private volatile boolean closed;
  private DockerResources resources;

  private EngineOwner(
      boolean isPrivate,
      BooleanSupplier runs,
      LongFunction<Optional<Long>> hostPids,
      Runnable ending) {
    this.isPrivate = isPrivate;
    this.runs = runs;
    this.hostPids = hostPids;
    this.ending = ending;
  }

  /** The host's own engine counts processes as the host does. */
  static EngineOwner somebodyElse() {
    return new EngineOwner(false, () -> true, Optional::of, () -> {});
  }

  /** One of this notebook's own ends with all that is in it. */
  static EngineOwner ofNotebook(PrivateEngine engine) {
    return new EngineOwner(true, engine::isOpen, engine::hostPid, engine::close);
  }

  boolean isPrivate() {
    return isPrivate;
  }

  boolean isOpen() {
    return !closed && runs.getAsBoolean();
  }

  Optional<Long> hostPid(long pid) {
    return hostPids.apply(pid);
  }

  /** Returns what was made there besides containers and images. */
  synchronized DockerResources resources(Docker docker) {
    if (resources == null) {
      resources = new DockerResources(docker);
    }
    return resources;
  }

  void close() {
    if (!closed) {
      closed = true;
      ending.run();
    }
  }
}
