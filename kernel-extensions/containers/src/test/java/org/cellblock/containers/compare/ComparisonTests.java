package org.cellblock.containers.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Compares what runs beside what. */
@NeedsNamespaces
class ComparisonTests {

  private static final String EXPECTED = "a cell, a jail, a container, a program or a pid";

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
          .contains("process %d · shares every namespace with the host".formatted(self));
    }
  }

  @Test
  void thePictureShowsTheEndOfALongCgroupPath() {
    assertThat(Comparison.tail("/user.slice/session.scope/web/payload")).isEqualTo("…/web/payload");
    assertThat(Comparison.tail("/web/payload")).isEqualTo("/web/payload");
    assertThat(Comparison.tail("/")).isEqualTo("/");
  }

  @Test
  void nothingCantBeCompared() {
    assertThatThrownBy(Comparison::of).hasMessage("Comparison.of(): expected " + EXPECTED);
  }

  @Test
  void aWordCantBeCompared() {
    assertThatThrownBy(() -> Comparison.of("web"))
        .hasMessage("compared [web]: expected " + EXPECTED);
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

  @Test
  void aPidIsAWholeNumber() {
    assertThatThrownBy(() -> Comparison.of(1.5)).hasMessage("compared [1.5]: expected " + EXPECTED);
  }

  @Test
  void aProgramThatHasEndedCantBeCompared() {
    Program program = Host.start("true");
    program.waitFor();
    assertThatThrownBy(() -> Comparison.of(program))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compared [true (pid %d, exit status 0)]: expected a program that runs"
                .formatted(program.pid()));
  }

  @Test
  void aProcessThatEndsMeanwhileIsComparedOrNamed() {
    for (int i = 0; i < 50; i++) {
      long pid = Host.start("true").pid();
      try {
        assertThat(first(Comparison.of(pid).table()).getLong("pid")).isEqualTo(pid);
      } catch (IllegalArgumentException ended) {
        assertThat(ended).hasMessageStartingWith("pid [%d]: expected a process".formatted(pid));
      }
    }
  }

  @Test
  void anotherUsersProcessCantBeCompared() throws IOException {
    String owner = Files.getOwner(Path.of("/proc/1/status")).getName();
    assumeTrue(owner.equals("nobody"), "needs an ordinary user's namespace");
    assertThatThrownBy(() -> Comparison.of(1))
        .hasMessageStartingWith("pid [1]: expected a process whose namespaces we may read");
  }

  @Test
  void aThingCantBeComparedWithItself() {
    assertThatThrownBy(() -> Comparison.of(self, self))
        .hasMessage(
            "compared [process %d] with itself, process %d: expected each once"
                .formatted(self, self));
  }

  @Test
  void twoOfTheSameNameAreToldApartByTheirPids() {
    try (Cell cell = Cell.open("compared").unshare(UTS)) {
      Program one = cell.start("sleep", "100");
      Program two = cell.start("sleep", "100");
      Table table = Comparison.of(one, two).table();
      assertThat(table.stringColumn("name"))
          .containsExactly(
              "sleep 100 (%d)".formatted(one.pid()), "sleep 100 (%d)".formatted(two.pid()));
      assertThat(first(table).getString("uts"))
          .isEqualTo("with sleep 100 (%d)".formatted(two.pid()));
    }
  }

  @Test
  void aCollectionIsComparedInItsOrder() {
    try (Cell cell = Cell.open("compared")) {
      assertThat(Comparison.of(List.of(cell, self)).table().stringColumn("name"))
          .containsExactly("compared", "process " + self);
    }
  }

  @Test
  void afterChrootEverythingIsTheHostsButTheRoot() throws IOException {
    Path root = Files.createTempDirectory("cellblock-compared-");
    try (Cell cell = Cell.open("compared")) {
      cell.call(() -> Linux.chroot(root.toString()));
      assertThat(Comparison.of(cell, self).differences().columnNames())
          .containsExactly("name", "root");
      assertThat(first(Comparison.of(cell).table()).getString("root"))
          .isEqualTo("directory " + root);
    } finally {
      Files.delete(root);
    }
  }

  @Test
  void aCellStartedWhenItWasOpened() {
    Instant before = Instant.now();
    try (Cell cell = Cell.open("compared")) {
      Instant after = Instant.now();
      Instant started = Instant.parse(first(Comparison.of(cell).table()).getString("started"));
      assertThat(started).isBetween(before.minusSeconds(2), after.plusSeconds(2));
    }
  }

  @Test
  @NeedsCgroups
  void aCellsLimitsAreThoseOfItsPrograms() {
    try (Cell cell = Cell.open("compared");
        Cgroup cgroup = Cgroup.create("compared").pids(7)) {
      cgroup.add(cell);
      cell.start("sleep", "100");
      assertThat(first(Comparison.of(cell).table()).getString("tasks")).isEqualTo("7");
    }
  }

  private static Row first(Table table) {
    return table.row(0);
  }
}
