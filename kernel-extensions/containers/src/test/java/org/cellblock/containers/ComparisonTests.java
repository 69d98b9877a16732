package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Compares what runs beside what. */
@NeedsNamespaces
class ComparisonTests {

  private final long self = ProcessHandle.current().pid();

  @Test
  void thisProcessSharesEverythingWithTheHost() {
    Row row = first(Comparison.of(self).table());
    assertThat(row.getString("uts")).isEqualTo("host");
    assertThat(row.getString("root")).isEqualTo("host");
  }

  @Test
  void aCellHasItsOwn() {
    try (Cell cell = Cell.open("compared")) {
      cell.unshare(UTS, MOUNT, PID).pivotRoot(RootFs.busybox());
      Row row = first(Comparison.of(cell).table());
      assertThat(row.getString("uts")).isEqualTo("own");
      assertThat(row.getString("pids")).isEqualTo("own");
      assertThat(row.getString("net")).isEqualTo("host");
      assertThat(row.getString("root")).isEqualTo("tmpfs");
    }
  }

  @Test
  void aCellsProgramIsInItsNamespaces() {
    try (Cell cell = Cell.open("compared")) {
      Program sleep = cell.unshare(UTS).start("sleep", "100");
      Row row = first(Comparison.of(cell, sleep).table());
      assertThat(row.getString("uts")).isEqualTo("with sleep 100");
    }
  }

  @Test
  void onlyWhatDiffersIsShown() {
    try (Cell cell = Cell.open("compared").unshare(UTS)) {
      assertThat(Comparison.of(cell, self).differences().columnNames())
          .contains("name", "uts")
          .doesNotContain("pid", "mnt", "uid", "started");
    }
  }

  @Test
  void thePictureNamesWhatIsNotTheHosts() {
    try (Cell cell = Cell.open("compared").unshare(UTS)) {
      assertThat(Comparison.of(cell, self).picture().toString())
          .contains("cell compared · not the host's: uts")
          .contains("cell process %d · shares everything with the host".formatted(self));
    }
  }

  @Test
  void nothingCantBeCompared() {
    assertThatThrownBy(Comparison::of)
        .hasMessage("Comparison.of(): expected cells, containers, programs or pids");
  }

  @Test
  void aWordCantBeCompared() {
    assertThatThrownBy(() -> Comparison.of("web"))
        .hasMessage("compared [web]: expected a cell, a container, a program or a pid");
  }

  @Test
  void aClosedCellCantBeCompared() {
    Cell cell = Cell.open("compared");
    cell.close();
    assertThatThrownBy(() -> Comparison.of(cell))
        .hasMessage("compared [compared]: expected an open cell");
  }

  @Test
  void aProcessThatIsNoneCantBeCompared() {
    assertThatThrownBy(() -> Comparison.of(4_194_305))
        .hasMessage(
            "pid [4194305]: expected a process whose namespaces we may read; Procfs.processes()"
                + " lists all");
  }

  private static Row first(Table table) {
    return table.row(0);
  }
}
