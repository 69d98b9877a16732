package org.cellblock.containers.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class RuntimePlaceTests {

  @Test
  void aCellThatSharesMountsWithTheHostGetsNoProcOfItsOwn() {
    try (Cell cell = Cell.open("place-shares")) {
      cell.unshare(Namespace.UTS);
      assertThatThrownBy(() -> OwnProc.mount(cell))
          .hasMessage(
              "cell place-shares has [UTS] of its own: expected MOUNT and PID, or the host would"
                  + " get this /proc");
    }
  }

  @Test
  void whatEndsWithACellThatHasEndedEndsAtOnce() {
    Cell cell = Cell.open("place-late");
    cell.close();
    List<String> ended = new ArrayList<>();
    cell.whenClosed(() -> ended.add("at once"));
    assertThat(ended).containsExactly("at once");
  }

  @Test
  void processesHaveAnotherIdOnTheHost() {
    try (RuntimePlace place = open("place-pids")) {
      Program sleep = place.cell().start("sleep", "60");
      assertThat(sleep.pidInside()).isNotEqualTo(sleep.pid());
      assertThat(place.hostPid(sleep.pidInside())).contains(sleep.pid());
    }
  }

  @Test
  void processesBelowItsOwnPidNamespaceAreFoundToo() {
    try (RuntimePlace place = open("place-below")) {
      Program unshare = place.cell().start("unshare", "--fork", "--pid", "sleep", "61");
      String children = "/proc/%1$d/task/%1$d/children".formatted(unshare.pidInside());
      String first = "";
      while (first.isEmpty() && unshare.isRunning()) {
        first = place.read(Path.of(children)).strip();
      }
      long onHost = place.hostPid(Long.parseLong(first)).orElseThrow();
      assertThat(ProcessHandle.of(onHost).flatMap(ProcessHandle::parent))
          .map(ProcessHandle::pid)
          .contains(unshare.pid());
    }
  }

  @Test
  void aProcessThatHasEndedIsNowhere() {
    try (RuntimePlace place = open("place-ended")) {
      Program ended = place.cell().start("sleep", "60");
      long inside = ended.pidInside();
      ended.kill();
      assertThat(place.hostPid(inside)).isEmpty();
    }
  }

  @Test
  void onlyItSeesWhatIsMountedInIt() {
    try (RuntimePlace place = open("place-mounts")) {
      Output processes = place.ask("sh", "-c", "echo /proc/[0-9]*");
      assertThat(processes.stdout()).doesNotContain("/proc/" + ProcessHandle.current().pid());
      assertThat(place.read(Path.of("/proc/1/comm"))).isNotEmpty();
      assertThat(place.read(Path.of("/nowhere"))).isEmpty();
    }
  }

  @Test
  @NeedsCgroups
  void itsCgroupEndsWithItsCellWhoeverClosesThat() {
    try (RuntimePlace place =
        RuntimePlace.open("place-cgroup", () -> RuntimeCgroup.make("place-cgroup", true))) {
      Path cgroup = place.cgroup().directory().orElseThrow();
      assertThat(cgroup).isDirectory();
      Cells.named("cellblock-place-cgroup").close();
      assertThat(Files.exists(cgroup)).isFalse();
    }
  }

  @Test
  @NeedsCgroups
  void aPlaceWithOtherCgroupsIsNotUsed() {
    try (RuntimePlace place =
        RuntimePlace.open("place-other", () -> RuntimeCgroup.make("place-other", true))) {
      Path parent = place.cgroup().directory().orElseThrow().getParent();
      assertThatThrownBy(() -> place.prepare(() -> Linux.mount("tmpfs", parent + "", "tmpfs")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("somebody has mounted something else there");
    }
  }

  @Test
  void aPlaceWhoseCellSomebodyElseCalledIsNotUsed() {
    try (RuntimePlace place =
        RuntimePlace.open("place-called", () -> RuntimeCgroup.make("place-called", false))) {
      Cells.named("cellblock-place-called").unshare(Namespace.UTS);
      assertThatThrownBy(() -> place.prepare(() -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has [UTS] of its own")
          .hasMessageContaining("expected [MOUNT, PID], and nobody else's call");
    }
  }

  @Test
  void noCellIsLeftWhereACgroupIsRefused() {
    assertThatThrownBy(
            () ->
                RuntimePlace.open(
                    "place-refused",
                    () -> {
                      throw new IllegalStateException("no cgroup");
                    }))
        .hasMessage("no cgroup");
    assertThat(Cells.open().stringColumn("name").asList())
        .doesNotContain("cellblock-place-refused");
  }

  private static RuntimePlace open(String name) {
    return RuntimePlace.open(name, () -> RuntimeCgroup.make(name, false)).prepare(() -> {});
  }
}
