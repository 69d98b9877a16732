package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.containers.Cell;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** Asks the kernel what a bundle's configuration makes of a cell; no runtime is needed. */
@NeedsNamespaces
class BundleCellTests {

  @Test
  void aMaskedDirectoryIsEmptyAndCantBeWritten() {
    try (Cell cell = Runc.bundle(RootFs.busybox()).maskedPaths("/etc").asCell()) {
      assertThat(cell.run("ls", "/etc").stdout()).isEmpty();
      assertThat(cell.run("touch", "/etc/new").stderr()).contains("Read-only file system");
    }
  }

  @Test
  void aMaskedFileIsEmpty() {
    try (Cell cell = Runc.bundle(RootFs.busybox()).maskedPaths("/proc/version").asCell()) {
      assertThat(cell.run("cat", "/proc/version").stdout()).isEmpty();
    }
  }
}
