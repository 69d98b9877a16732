package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.containers.Cell;
import org.junit.jupiter.api.Test;

/** Makes containers with runc, and a cell that takes its steps. */
@NeedsRuntime("runc")
class RuncTests extends KernelRuntimeTests {

  RuncTests() {
    super("runc");
  }

  @Test
  void theCellsTraceShowsTheSteps() {
    try (Cell cell = busybox().asCell()) {
      assertThat(cell.trace().stringColumn("call").asList())
          .containsSubsequence(
              "unshare",
              "sethostname",
              "mount",
              "pivot_root",
              "umount2",
              "mount",
              "prctl",
              "capset",
              "prctl");
    }
  }
}
