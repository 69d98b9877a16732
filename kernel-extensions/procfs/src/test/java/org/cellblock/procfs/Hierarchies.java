package org.cellblock.procfs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a test may make a cgroup. */
final class Hierarchies {

  private Hierarchies() {}

  /** Finds a hierarchy whose root may be written to, or skips the test. */
  static Path writable() {
    Optional<Path> root =
        Hierarchy.readAll().stream()
            .map(Hierarchy::mountPoint)
            .filter(Files::isWritable)
            .findFirst();
    assumeTrue(root.isPresent(), "needs a cgroup directory that we may write to");
    return root.get();
  }
}
