package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.CGROUP;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
@NeedsCgroups
class CgroupCellTests {

  @Test
  void programsOfACellAreBornInside() {
    try (Cgroup demo = Cgroup.create("cell");
        Cell cell = container("in-cgroup")) {
      demo.add(cell);
      Output output = cell.run("cat", "/proc/self/cgroup");
      assertThat(output.stdout().lines().filter(line -> line.contains(CgroupNames.of("cell"))))
          .hasSize(demo.paths().size());
    }
  }

  @Test
  void pidOneAndRunningProgramsAreMovedInside() {
    try (Cgroup demo = Cgroup.create("running");
        Cell cell = container("running")) {
      Program sleep = cell.start("sleep", "1000");
      demo.add(cell);
      assertThat(demo.processes().longColumn("pid").asList())
          .hasSize(2)
          .contains(sleep.pid())
          .doesNotContain(ProcessHandle.current().pid());
    }
  }

  @Test
  void pidOneOfALaterNamespaceIsInsideToo() {
    try (Cgroup demo = Cgroup.create("later");
        Cell cell = Cell.open("later")) {
      demo.add(cell);
      cell.unshare(PID);
      cell.start("sleep", "1000");
      assertThat(demo.processes().rowCount()).isEqualTo(2);
    }
  }

  @Test
  void aCellOutlivesItsCgroup() {
    try (Cell cell = container("outlives")) {
      Program sleep;
      try (Cgroup demo = Cgroup.create("short").add(cell)) {
        sleep = cell.start("sleep", "1000");
        assertThat(demo.processes().rowCount()).isEqualTo(2);
      }
      assertThat(sleep.isRunning()).isFalse();
      assertThat(cell.run("cat", "/proc/self/cgroup").stdout())
          .doesNotContain(CgroupNames.of("short"));
    }
  }

  @Test
  void aCellThatWasMovedOnStaysInItsSecondCgroup() {
    try (Cgroup second = Cgroup.create("second");
        Cell cell = container("moved")) {
      Cgroup first = Cgroup.create("first").add(cell);
      second.add(cell);
      first.close();
      assertThat(second.processes().longColumn("pid").asList()).isEqualTo(cell.processes());
      assertThat(cell.run("cat", "/proc/self/cgroup").stdout()).contains(CgroupNames.of("second"));
    }
  }

  @Test
  void aClosedCellIsNotAdded() {
    Cell cell = container("closed");
    cell.close();
    try (Cgroup demo = Cgroup.create("closed")) {
      assertThatThrownBy(() -> demo.add(cell))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "cgroup closed: cell closed (closed): expected an open one: Cell.open makes it anew");
    }
  }

  @Test
  void aCellThatClosesLeavesTheCgroupEmpty() {
    try (Cgroup demo = Cgroup.create("left")) {
      try (Cell cell = container("left")) {
        demo.add(cell);
        cell.start("sleep", "1000");
      }
      assertThat(demo.processes().rowCount()).isZero();
      assertThat(demo.run("true").succeeded()).isTrue();
    }
  }

  @Test
  void aCgroupCanBeAskedFromInsideACell() {
    try (Cgroup demo = Cgroup.create("asked").pids(9);
        Cell cell = container("asking")) {
      demo.add(cell);
      assertThat(cell.call(() -> demo.read("pids.max"))).isEqualTo("9");
      assertThat(cell.call(() -> demo.usage().rowCount())).isPositive();
      assertThat(cell.call(() -> Cgroup.tree().toString())).contains("asked");
    }
  }

  @Test
  void inItsOwnCgroupNamespaceACellSeesNoPathAbove() {
    try (Cgroup demo = Cgroup.create("ns");
        Cell cell = Cell.open("ns")) {
      cell.unshare(CGROUP);
      demo.add(cell);
      assertThat(cell.run("cat", "/proc/self/cgroup").stdout())
          .contains("/" + CgroupNames.of("ns"));
    }
  }

  @Test
  void aLimitHoldsForACell() {
    try (Cgroup demo = Cgroup.create("held").pids(5);
        Cell cell = container("held")) {
      demo.add(cell);
      Output output = cell.run("sh", "-c", "for i in 1 2 3 4 5 6; do sleep 9 & done");
      assertThat(output.stderr()).contains("can't fork: Resource temporarily unavailable");
    }
  }

  private static Cell container(String name) {
    return Cell.open(name).unshare(MOUNT, UTS, IPC, PID).pivotRoot(RootFs.busybox());
  }
}
