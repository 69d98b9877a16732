package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** That a program in a cell doesn't write what the whole machine's /proc holds. */
@NeedsNamespaces
class ReadonlyPathsTests {

  private static final String SAME = "cd /proc/sys/vm; x=$(cat swappiness); echo $x >swappiness";
  private static final String OWN = "echo 1 >/proc/sys/net/ipv4/ip_forward";

  @Test
  void aProgramOfRootDoesNotWriteTheMachinesSysctls() throws Exception {
    try (Cell cell = cell(RootFs.busybox(), PID, UTS, IPC, NETWORK)) {
      Output same = cell.run("sh", "-c", SAME);
      assertThat(same.succeeded()).isFalse();
      assertThat(cell.run("sh", "-c", OWN).stderr()).contains("Read-only file system");
      assertProtected(cell);
      assertThat(cell.run("sh", "-c", "echo x >/proc/self/comm").succeeded()).isTrue();
    }
  }

  @Test
  void theHostsProcIsProtectedTooWhereTheCellHasNoProcessIdsOfItsOwn() throws Exception {
    try (Cell cell = cell(RootFs.busybox(), NETWORK)) {
      assertThat(cell.run("sh", "-c", SAME).succeeded()).isFalse();
      assertThat(cell.run("sh", "-c", OWN).stderr()).contains("Read-only file system");
      assertProtected(cell);
    }
  }

  @Test
  void oneWordLeavesItOpen() {
    try (Cell cell = cell(RootFs.busybox().openProc(), PID, NETWORK)) {
      Output own = cell.run("sh", "-c", OWN + "; cat /proc/sys/net/ipv4/ip_forward");
      assertThat(own.stdout()).as(own.toString()).isEqualTo("1\n");
    }
  }

  @Test
  void theTraceShowsWhatWasMadeReadOnly() {
    try (Cell cell = cell(RootFs.busybox(), PID)) {
      assertThat(cell.trace().stringColumn("arguments").asList())
          .contains("source=\"proc/sys\", target=\"proc/sys\", flags=MS_BIND");
    }
  }

  private static void assertProtected(Cell cell) {
    List<String> mounts = List.of(cell.run("cat", "/proc/self/mounts").stdout().split("\n"));
    for (String path : List.of("sys", "sysrq-trigger", "irq", "bus", "fs")) {
      if (Files.exists(Path.of("/proc", path))) {
        assertThat(mounts).anyMatch(each -> each.startsWith("proc /proc/" + path + " proc ro,"));
      }
    }
    assertThat(mounts).anyMatch(each -> each.startsWith("proc /proc proc rw,"));
  }

  private static Cell cell(RootFs root, Namespace... kinds) {
    Cell cell = Cell.open("readonly-paths").unshare(MOUNT);
    return cell.unshare(kinds).pivotRoot(root);
  }
}
