package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupExperiments;
import org.cellblock.containers.cgroup.CgroupUnits;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.NeedsCgroups;
import org.cellblock.containers.cgroup.WatchListener;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.ProgramListener;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.OciMount;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.root.Layer;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.procfs.Snapshot;
import org.cellblock.procfs.cinf.Cinf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That wrong things given to a cell and to what is made of cells are refused by name. */
@NeedsNamespaces
class GivenToCellsTests {

  static Stream<Arguments> callsWithoutAValue() {
    return Stream.of(
        call("cell name", () -> Cell.open(null)),
        call("listener", () -> ProgramListener.set(null)),
        call("listener", () -> WatchListener.set(null)),
        call("option of /x", () -> OciMount.of("/x", "tmpfs", "none", (String[]) null)),
        call("argument", () -> Runc.run(Runc.bundle(RootFs.busybox()), (String[]) null)),
        call("word", () -> Image.build().cmd((String[]) null)),
        call("command", () -> Jail.parse("a { path = \"/\"; }").command((String[]) null)),
        call("kind", () -> inCell(cell -> cell.unshare((Namespace) null))),
        call("kinds", () -> inCell(cell -> cell.unshare((Namespace[]) null))),
        call("root", () -> inCell(cell -> cell.pivotRoot(null))),
        call("program", () -> inCell(cell -> cell.run(null))),
        call("argument", () -> inCell(cell -> cell.run("echo", (String) null))),
        call("arguments", () -> inCell(cell -> cell.run("echo", (String[]) null))),
        call("work", () -> inCell(cell -> cell.call((Action<RuntimeException>) null))),
        call("variable", () -> inCell(cell -> cell.environment(null, "x"))),
        call("value of A", () -> inCell(cell -> cell.environment("A", null))),
        call("resource", () -> inCell(cell -> cell.rlimit(null, 1, 1))),
        call("ending", () -> inCell(cell -> cell.whenClosed(null))),
        call("program", () -> Host.run(null)),
        call("directory name", () -> Host.temporaryDirectory(null)),
        call("cgroup name", () -> Cgroup.create(null)),
        call("memory", () -> CgroupUnits.memory(null)),
        call("memory", () -> CgroupExperiments.memory(null)),
        call("root file system", () -> RootFs.of(null)),
        call("root file system", () -> RootFs.layers((Path) null)),
        call("layer", () -> Layer.read("a", null)),
        call("things", () -> Comparison.of((Object[]) null)));
  }

  static Stream<Arguments> callsOfSystemsWithoutAValue() {
    return Stream.of(
        call("container name", () -> Lxc.named(null)),
        call("root", () -> Lxc.named("a").rootFs(null)),
        call("value of lxc.uts.name", () -> Lxc.named("a").hostname(null)),
        call("key", () -> Lxc.named("a").set(null, "x")),
        call("mount", () -> Lxc.named("a").mount(null)),
        call("root", () -> Runc.bundle(null)),
        call("bundle", () -> Runc.run(null)),
        call("argument", () -> Runc.bundle(RootFs.busybox()).args((String) null)),
        call("value of A", () -> Runc.bundle(RootFs.busybox()).env("A", null)),
        call("host name", () -> Runc.bundle(RootFs.busybox()).hostname(null)),
        call("mount", () -> Runc.bundle(RootFs.busybox()).mount(null)),
        call("runtime", () -> Runc.with(null)),
        call("jail.conf", () -> Jail.parse(null)),
        call("path", () -> Jail.named("a").path(null)),
        call("host.hostname", () -> Jail.named("a").hostname(null)),
        call("image directory", () -> Image.read(null)),
        call("layer", () -> Image.build().layer((Path) null)),
        call("tag", () -> Image.build().tag(null)),
        call("hierarchy", () -> Cinf.cgroup(1, null)),
        call("control file", () -> Cinf.controlFiles(1, (String) null)),
        call("duration", () -> Cinf.monitor(null, 1)),
        call("after", () -> Snapshot.take().diff(null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"callsWithoutAValue", "callsOfSystemsWithoutAValue"})
  void whatIsMissingIsNamed(String what, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what + " [null]: expected ");
  }

  @Test
  void aVariableHasANameWithoutAnEqualsSign() {
    assertThatThrownBy(() -> inCell(cell -> cell.environment("A=B", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variable [A=B]: expected a name without an equals sign");
  }

  @Test
  void aDirectoryNameFitsWithItsNumber() {
    assertThatThrownBy(() -> Host.temporaryDirectory("x".repeat(300)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("]: expected at most 50 characters, and no slash");
  }

  @Test
  void oneFailingEndingLeavesNoneOut() {
    List<String> ended = new ArrayList<>();
    Cell cell = Cell.open("endings");
    cell.whenClosed(
        () -> {
          throw new IllegalStateException("the first");
        });
    cell.whenClosed(() -> ended.add("the second"));
    assertThatThrownBy(cell::close).hasMessage("the first");
    assertThat(ended).containsExactly("the second");
  }

  @Test
  @NeedsCgroups
  void aRefusedLimitLeavesNoCgroup() {
    assertThatThrownBy(() -> CgroupExperiments.quota(-1)).hasMessageStartingWith("cpus [-1.0]");
    assertThatThrownBy(() -> CgroupExperiments.shares(0, 0)).hasMessageStartingWith("cpu shares");
    assertThat(Cgroups.all()).isEmpty();
  }

  @Test
  @NeedsCgroups
  void aClosedCellIsNotAdded() {
    Cell cell = Cell.open("closed");
    cell.close();
    try (Cgroup cgroup = Cgroup.create("closed")) {
      assertThatThrownBy(() -> cgroup.add(cell))
          .hasMessageStartingWith("cgroup closed: cell closed (closed): expected an open one");
    }
  }

  @Test
  @NeedsCgroups
  void aWatchTakesSomeTimeOfAnOpenCgroup() {
    Cgroup cgroup = Cgroup.create("watched");
    assertThatThrownBy(() -> cgroup.watch(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "duration [PT0S]: expected more than nothing, for example Duration.ofSeconds(10)");
    cgroup.close();
    assertThatThrownBy(() -> cgroup.watch(Duration.ofSeconds(1)))
        .hasMessageStartingWith("cgroup watched is closed");
  }

  private interface InCell {
    void run(Cell cell);
  }

  private static void inCell(InCell work) {
    try (Cell cell = Cell.open("given")) {
      work.run(cell);
    }
  }

  private static Arguments call(String what, Runnable body) {
    return Arguments.of(what, body);
  }

  @Test
  void aPartThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Box.Bar("pids", "5 of 20", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bar pids: part [-1.0]: expected 0 for nothing to 1 for all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "a/b", "", "kernel", "\u00e9"})
  void aCgroupOfOurOwnHasNoPathForAName(String name) {
    assertThatThrownBy(() -> Cgroups.own(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cgroup name [" + name + "]: expected 1 to 63 letters");
  }
}
