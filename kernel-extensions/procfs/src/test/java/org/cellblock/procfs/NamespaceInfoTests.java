package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.MountFlag;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NamespaceFd;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class NamespaceInfoTests {

  private final long self = ProcessHandle.current().pid();

  @Test
  void theTableHasTheColumnsThatAreDocumented() {
    Table table = Procfs.namespaces();
    assertThat(table.columnNames())
        .containsExactly(
            "namespace", "type", "nprocs", "users", "pid", "command", "owner", "parent", "held by");
    assertThat(table.types())
        .containsExactly(
            ColumnType.LONG,
            ColumnType.STRING,
            ColumnType.INTEGER,
            ColumnType.STRING,
            ColumnType.LONG,
            ColumnType.STRING,
            ColumnType.LONG,
            ColumnType.LONG,
            ColumnType.STRING);
  }

  @Test
  @NeedsNamespaces
  void aNamespaceOfACellsThreadIsHeldByThatThread() {
    try (Held uts = Held.byThread("web")) {
      NamespaceInfo info = NamespaceInfo.read(uts.inode());
      assertThat(info.heldBy()).isEqualTo("thread %d (cell web)".formatted(uts.tid()));
      assertThat(info.type()).isEqualTo("uts");
      assertThat(info.nprocs()).isZero();
      assertThat(info.users()).isEmpty();
      assertThat(info.pid()).isEmpty();
      assertThat(info.command()).isEmpty();
      assertThat(info.owner()).hasValue(own(Namespace.USER));
    }
  }

  @Test
  @NeedsNamespaces
  void withoutAProcessThePidIsMissing() {
    try (Held uts = Held.byThread("nobody")) {
      Table table = Procfs.namespaces();
      Table row = table.where(table.longColumn("namespace").isEqualTo((double) uts.inode()));
      assertThat(row.rowCount()).isEqualTo(1);
      assertThat(row.longColumn("pid").isMissing(0)).isTrue();
      assertThat(row.longColumn("owner").isMissing(0)).isFalse();
      assertThat(row.longColumn("parent").isMissing(0)).isTrue();
    }
  }

  @Test
  @NeedsNamespaces
  void anOpenFileDescriptorHoldsANamespace() {
    try (Held uts = Held.byThread("fd");
        NamespaceFd fd = uts.open()) {
      uts.end();
      assertThat(NamespaceInfo.read(fd.inode()).heldBy()).matches("fd \\d+ of " + self);
    }
  }

  @Test
  @NeedsNamespaces
  void aBindMountHoldsANamespace(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("uts"));
    CellThread mounter = CellThread.start("mounter");
    try (Held uts = Held.byThread("mounted")) {
      long inode = uts.inode();
      mounter.call(
          () -> {
            Linux.unshare(Namespace.MOUNT);
            Linux.mount(uts.path(), file.toString(), null, MountFlag.MS_BIND);
            return null;
          });
      uts.end();
      NamespaceInfo inside = mounter.call(() -> NamespaceInfo.read(inode));
      assertThat(inside.heldBy()).isEqualTo("mount " + file);
      NamespaceInfo outside = NamespaceInfo.read(inode);
      assertThat(outside.heldBy()).isEqualTo("mount " + file + " of " + mounter.tid());
      assertThat(outside.owner()).isEqualTo(inside.owner()).hasValue(own(Namespace.USER));
    } finally {
      mounter.end();
    }
  }

  @Test
  @NeedsNamespaces
  void aUserNamespaceWithoutAProcessIsHeldByItsChild() throws Exception {
    try (Sleeper nested = Sleeper.start("unshare", "-Ur", "unshare", "-Ur", "sleep", "1000")) {
      long inner = nested.namespace(Namespace.USER);
      NamespaceInfo child = NamespaceInfo.read(inner);
      assertThat(child.owner()).isEqualTo(child.parent()).isPresent();
      assertThat(child.command()).isEqualTo("sleep 1000");
      NamespaceInfo empty = NamespaceInfo.read(child.parent().getAsLong());
      assertThat(empty.nprocs()).isZero();
      assertThat(empty.heldBy()).isEqualTo("child user:[" + inner + "]");
      assertThat(empty.parent()).hasValue(own(Namespace.USER));
    }
  }

  @Test
  @NeedsNamespaces
  void aPidNamespaceKnowsItsParentAndItsOutermostProcess() throws Exception {
    try (Sleeper init = Sleeper.start("unshare", "-Urpf", "--kill-child", "sleep", "1000")) {
      ProcessHandle child = init.child();
      NamespaceInfo pid = NamespaceInfo.read(Sleeper.namespace(child.pid(), Namespace.PID));
      assertThat(pid.pid()).hasValue(child.pid());
      assertThat(pid.nprocs()).isEqualTo(1);
      assertThat(pid.parent()).hasValue(own(Namespace.PID));
      assertThat(pid.owner()).hasValue(init.namespace(Namespace.USER));
      assertThat(pid.heldBy()).isEmpty();
    }
  }

  @Test
  void whatProcessesAreInIsTheSameInBothReadings() {
    Optional<List<NamespaceInfo>> same =
        Repeat.until(
            () -> {
              List<NamespaceInfo> all = NamespaceInfo.readAll();
              List<NamespaceInfo> ofProcesses = NamespaceInfo.readOfProcesses();
              all = all.stream().filter(each -> each.nprocs() > 0).toList();
              ofProcesses = ofProcesses.stream().filter(each -> each.nprocs() > 0).toList();
              return all.equals(ofProcesses) ? Optional.of(all) : Optional.empty();
            });
    assertThat(same).isPresent();
    assertThat(same.get()).allMatch(each -> each.pid().isPresent() && each.heldBy().isEmpty());
  }

  @Test
  void twoThreadsCountWhatOneDoes() {
    assertThat(
            Repeat.until(
                () -> {
                  List<NamespaceInfo> halves = counted(0);
                  return halves.equals(counted(Integer.MAX_VALUE))
                      ? Optional.of(halves)
                      : Optional.empty();
                }))
        .isPresent();
  }

  private static List<NamespaceInfo> counted(int halvesFrom) {
    NamespaceSurvey survey = new NamespaceSurvey();
    survey.processesOfHalves(halvesFrom);
    return survey.records();
  }

  @Test
  void anInodeThatIsNoNamespaceIsNamed() {
    assertThatThrownBy(() -> NamespaceInfo.read(42))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "namespace [42]: expected the inode number of one that is alive;"
                + " Procfs.namespaces() lists all");
  }

  private static long own(Namespace kind) {
    return Sleeper.namespace(ProcessHandle.current().pid(), kind);
  }
}
