package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.procfs.NamespaceInfo;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class CellNamespacesTests {

  @Test
  void aNamespaceThatOnlyTheCellsThreadHoldsIsListedUnderTheCellsName() {
    try (Cell cell = Cell.open("aCellWithAName")) {
      cell.unshare(UTS);
      assertThat(NamespaceInfo.readAll())
          .extracting(NamespaceInfo::heldBy)
          .anyMatch(holder -> holder.matches("thread \\d+ \\(cell aCellWithAName\\)"));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (isHeld() && System.nanoTime() < end) {
      Thread.onSpinWait(); // the kernel ends a thread a moment after Java does
    }
    assertThat(isHeld()).isFalse();
  }

  private static boolean isHeld() {
    return NamespaceInfo.readAll().stream()
        .anyMatch(each -> each.heldBy().contains("aCellWithAName"));
  }

  @Test
  void insideOnlyTheCellsOwnNamespacesAreSeen() {
    try (Cell cell = Cell.open("inside")) {
      cell.unshare(MOUNT, UTS, IPC, NETWORK, PID).pivotRoot(RootFs.busybox());
      List<NamespaceInfo> inside = cell.call(NamespaceInfo::readAll);
      assertThat(inside).isNotEmpty().allMatch(each -> each.nprocs() <= 1);
      assertThat(inside)
          .filteredOn(each -> each.type().equals(Namespace.UTS.procName()))
          .singleElement()
          .satisfies(uts -> assertThat(uts.command()).isEqualTo("init"));
    }
  }
}
