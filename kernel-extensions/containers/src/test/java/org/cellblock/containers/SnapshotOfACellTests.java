package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.procfs.Change;
import org.cellblock.procfs.Procfs;
import org.cellblock.procfs.Snapshot;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What a cell does to the machine, as two looks at it tell. */
@NeedsNamespaces
class SnapshotOfACellTests {

  /** What other programs of this machine don't touch while a test runs. */
  private static final Set<String> QUIET = Set.of("mount", "interface", "route", "setting");

  @Test
  void theHostIsTheSameWhileACellLivesAndAfterwards() {
    Snapshot before = Snapshot.take();
    try (Cell cell = container("quiet")) {
      cell.sethostname("inside");
      cell.run("mount", "-t", "tmpfs", "none", "/tmp");
      assertThat(cell.run("ip", "addr", "add", "10.9.8.7/8", "dev", "lo").succeeded()).isTrue();
      assertThat(quiet(before.changes(Snapshot.take()))).isEmpty();
    }
    assertThat(quiet(before.changes(Snapshot.take()))).isEmpty();
  }

  @Test
  void aProgramInACellComesWithItsNamespaces() throws Exception {
    Snapshot before = Snapshot.take();
    try (Cell cell = container("seen")) {
      awaitExec(cell.start("sleep", "4711"));
      List<Change> changes = before.changes(Snapshot.take());
      assertThat(changes).anyMatch(each -> each.after().startsWith("command sleep 4711, user "));
      assertThat(changes)
          .filteredOn(each -> each.kind().equals("namespace"))
          .filteredOn(each -> each.change().equals("came"))
          .extracting(each -> each.what().replaceAll(":.*", ""))
          .contains("mnt", "uts", "ipc", "pid", "net");
    }
  }

  @Test
  void aNamespaceThatOnlyTheCellsThreadIsInComesToo() {
    Snapshot before = Snapshot.take();
    try (Cell cell = Cell.open("alone").unshare(UTS)) {
      assertThat(before.changes(Snapshot.take()))
          .filteredOn(each -> each.what().startsWith("uts:"))
          .extracting(Change::after)
          .contains("held by thread %d (cell alone)".formatted(cell.tid()));
    }
  }

  @Test
  void insideTheReadersSeeTheCell() throws Exception {
    try (Cell cell = container("inside")) {
      Table init = cell.call(() -> Procfs.process(1));
      assertThat(init.stringColumn("value").asList()).contains("1", "/");
      Table mounts = cell.call(() -> Procfs.mounts(1));
      assertThat(mounts.stringColumn("target").asList()).contains("/", "/proc");
      String refused =
          catchThrowable(() -> cell.call(() -> Procfs.status(ProcessHandle.current().pid())))
              .getMessage();
      assertThat(refused).endsWith("expected a process; Procfs.processes() lists all");
    }
  }

  @Test
  void insideACellLooksAtItsOwnMachine() throws Exception {
    try (Cell cell = container("look")) {
      Snapshot before = cell.call(Snapshot::take);
      assertThat(before.toString())
          .startsWith("1 process, ")
          .contains(" mounts, ", ", 1 interface, ");
      cell.run("mount", "-t", "tmpfs", "mine", "/tmp");
      List<Change> changes = before.changes(cell.call(Snapshot::take));
      assertThat(changes).hasSize(1);
      assertThat(changes.get(0).what()).isEqualTo("/tmp");
      assertThat(changes.get(0).after()).startsWith("type tmpfs, source mine, ");
    }
  }

  /** Waits for the end of execve(2): posix_spawn(3) may return while it still sets the name. */
  private static void awaitExec(Program program) throws IOException, InterruptedException {
    Path cmdline = Path.of("/proc", Long.toString(program.pid()), "cmdline");
    for (int i = 0; i < 500 && !Files.readString(cmdline).startsWith("sleep"); i++) {
      Thread.sleep(10);
    }
  }

  private static List<Change> quiet(List<Change> changes) {
    return changes.stream().filter(each -> QUIET.contains(each.kind())).toList();
  }

  private static Cell container(String name) {
    return Cell.open(name).unshare(UTS, MOUNT, IPC, NETWORK, PID).pivotRoot(RootFs.busybox());
  }
}
