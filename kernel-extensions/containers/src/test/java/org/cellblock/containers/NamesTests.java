package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.jail.Jails;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That nobody's cell is closed because another kind of thing has its name. */
@NeedsNamespaces
class NamesTests {

  private final Jail www = Jail.named("www").rootFs(RootFs.busybox()).command("sleep", "1000");

  @AfterEach
  void stopAll() {
    Jails.stopAll();
  }

  @Test
  void aJailDoesNotCloseACellOfItsName() {
    try (Cell cell = Cell.open("www")) {
      assertThatThrownBy(www::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "jail [www]: the cell www has this name: close that one,"
                  + " Cells.named(\"www\").close(), or take another name");
      assertThat(cell.isOpen()).isTrue();
      assertThat(www.isRunning()).isFalse();
    }
    assertThat(www.start().isRunning()).isTrue();
  }

  @Test
  void aCellDoesNotCloseAJailOfItsName() {
    www.start();
    assertThatThrownBy(() -> Cell.open("www"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cell [www]: the jail www has this name");
    assertThat(www.isRunning()).isTrue();
    assertThat(Cells.named("www")).isSameAs(www.cell());
    Cell first = www.cell();
    www.start();
    assertThat(first.isOpen()).isFalse();
    assertThat(www.isRunning()).isTrue();
    www.stop();
    Cell.open("www").close();
  }

  @Test
  void theNamesOfCellblocksOwnAreNobodyElses() {
    try (Cell cell = Cell.open("claim-check");
        Cell own = Owner.CELLBLOCK.open("claim-check")) {
      assertThat(own.name()).isEqualTo("cellblock-claim-check");
      assertThat(cell.isOpen()).isTrue();
      assertThatThrownBy(() -> Cell.open("cellblock-claim-check"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cellblock- is of cells that Cellblock itself opens");
      assertThat(own.isOpen()).isTrue();
    }
  }

  @Test
  @NeedsCgroups
  void aCgroupOfALearnersIsNeverOneOfCellblocksOwn() {
    try (Cgroup learners = Cgroup.create("runc-1");
        Cgroup own = Cgroups.own("runc-1")) {
      assertThat(learners.isOpen()).isTrue();
      assertThat(Cgroups.all()).contains(learners, own);
      assertThat(own.name()).isEqualTo("runc-1");
    }
    assertThatThrownBy(() -> Cgroup.create("runc-1.own"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cgroup name [runc-1.own]: expected 1 to 63 letters");
  }
}
