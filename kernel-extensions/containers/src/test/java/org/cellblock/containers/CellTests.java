package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.TIME;
import static org.cellblock.linux.Namespace.USER;
import static org.cellblock.linux.Namespace.UTS;
import static org.cellblock.linux.Resource.RLIMIT_NOFILE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class CellTests {

  @Test
  void aCellsHostNameIsItsOwn() {
    String before = Host.hostname();
    try (Cell cell = Cell.open("uts")) {
      cell.unshare(UTS).sethostname("inside");
      assertThat(cell.run("hostname").stdout()).isEqualTo("inside\n");
      assertThat(Host.run("hostname").stdout()).isEqualTo(before + "\n");
    }
  }

  @Test
  void insideThereIsOnlyItsOwnWorld() {
    try (Cell cell = container("world")) {
      Output ps = cell.run("ps", "-o", "pid,args");
      assertThat(ps.stdout()).startsWith("PID   COMMAND\n    1 init\n").hasLineCount(3);
      assertThat(cell.run("ls", "/").stdout().lines())
          .contains("bin", "dev", "proc", "tmp")
          .doesNotContain("boot", "srv");
      assertThat(cell.run("ip", "-o", "link").stdout())
          .contains("lo: <LOOPBACK,UP,LOWER_UP>")
          .hasLineCount(1);
    }
  }

  @Test
  void javaRunsInsideToo() throws Exception {
    try (Cell cell = container("java")) {
      List<String> root = cell.call(() -> names(Path.of("/")));
      assertThat(root).contains("bin", "proc").doesNotContain("boot");
      List<String> pids = cell.call(() -> names(Path.of("/proc")));
      assertThat(pids).contains("1").doesNotContain(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void theDevicesWork() {
    try (Cell cell = container("devices")) {
      Output output = cell.run("sh", "-c", "head -c 4 /dev/zero | od -An -tx1; echo x >/dev/null");
      assertThat(output.stdout().strip()).isEqualTo("00 00 00 00");
      assertThat(output.succeeded()).isTrue();
    }
  }

  @Test
  void whatACellWritesGoesWithIt() {
    try (Cell cell = container("writer")) {
      assertThat(cell.run("sh", "-c", "echo mine > /etc/mine && cat /etc/mine").stdout())
          .isEqualTo("mine\n");
      assertThat(cell.run("sh", "-c", "echo x > /bin/x").stderr()).contains("Read-only");
    }
    try (Cell cell = container("reader")) {
      assertThat(cell.run("cat", "/etc/mine").succeeded()).isFalse();
    }
  }

  @Test
  void aProgramHasOnePidInsideAndAnotherOnTheHost() {
    try (Cell cell = container("pids")) {
      Program sleep = cell.start("sleep", "1000");
      assertThat(sleep.pidInside()).isEqualTo(2);
      assertThat(Files.exists(Path.of("/proc/" + sleep.pid()))).isTrue();
      assertThat(sleep.pid()).isNotEqualTo(2);
    }
  }

  @Test
  void orphansAreReaped() {
    try (Cell cell = container("orphans")) {
      cell.run("sh", "-c", "(sleep 0.05 &) ; (sleep 0.05 &)");
      cell.run("sleep", "0.3");
      assertThat(cell.run("ps", "-o", "stat").stdout()).doesNotContain("Z");
    }
  }

  @Test
  void itsProgramsClocksAreItsOwn() {
    assumeTrue(TIME.isSupported(), "needs time namespaces");
    try (Cell cell = Cell.open("clocks").unshare(TIME)) {
      Path offsets = Path.of("/proc/" + cell.tid() + "/timens_offsets");
      cell.call(() -> Linux.write(offsets, "boottime 864000 0"));
      assertThat(uptime(cell.run("cat", "/proc/uptime")))
          .isCloseTo(uptime(Host.run("cat", "/proc/uptime")) + 864_000, within(3_600.0));
    }
  }

  @Test
  void programsWithClocksOfTheirOwnAreForkedOnlyOnOldKernels() {
    String[] release = System.getProperty("os.version").split("\\D");
    boolean isOld = Integer.parseInt(release[0]) * 100 + Integer.parseInt(release[1]) < 602;
    assumeTrue(TIME.isSupported() && !isOld, "needs time namespaces and Linux 6.2");
    try (Cell cell = Cell.open("spawn").unshare(TIME)) {
      cell.run("true");
      assertThat(cell.trace().stringColumn("call").asList())
          .contains("posix_spawn")
          .doesNotContain("clone");
    }
  }

  @Test
  void aWholeContainerCanHaveClocksOfItsOwn() {
    assumeTrue(TIME.isSupported(), "needs time namespaces");
    try (Cell cell = Cell.open("all").unshare(TIME, MOUNT, PID, UTS)) {
      cell.pivotRoot(RootFs.busybox()).rlimit(RLIMIT_NOFILE, 32, 32);
      assertThat(cell.run("sh", "-c", "ulimit -n; echo $$; exit 3"))
          .satisfies(output -> assertThat(output.stdout()).isEqualTo("32\n2\n"))
          .satisfies(output -> assertThat(output.exitStatus()).isEqualTo(3));
      Program sleep = cell.start("sleep", "1000");
      assertThat(sleep.kill().status().signal()).isEqualTo(9);
      assertThatThrownBy(() -> cell.run("no-such-program")).hasMessageContaining("ENOENT (2)");
    }
  }

  private static double uptime(Output cat) {
    return Double.parseDouble(cat.stdout().split(" ")[0]);
  }

  @Test
  void theTableOfNamespacesSaysWhichAreItsOwn() {
    try (Cell cell = Cell.open("table")) {
      cell.unshare(UTS, IPC);
      Table table = cell.namespaces();
      assertThat(table.columnNames()).containsExactly("type", "host", "cell", "whose", "isolates");
      for (Row row : table) {
        boolean own = List.of("uts", "ipc").contains(row.getString("type"));
        assertThat(row.getString("whose")).isEqualTo(own ? "own" : "shared");
        assertThat(row.getLong("host") != row.getLong("cell")).isEqualTo(own);
      }
    }
  }

  @Test
  void theTraceNamesEveryCallInOrder() {
    try (Cell cell = container("trace")) {
      assertThat(cell.trace().stringColumn("call").asList())
          .startsWith("unshare", "mount", "ioctl", "sethostname", "mount")
          .endsWith("pivot_root", "umount2", "chdir");
      assertThat(cell.trace().stringColumn("by").asList()).containsOnlyOnce("pid 1");
    }
  }

  @Test
  void closingEndsEveryProcessAtOnce() {
    Cell cell = container("closing");
    Program sleep = cell.start("sh", "-c", "trap '' TERM; sleep 1000 & wait");
    cell.close();
    assertThat(sleep.isRunning()).isFalse();
    assertThat(Files.exists(Path.of("/proc/" + sleep.pid()))).isFalse();
    cell.close();
    assertThatThrownBy(() -> cell.run("true"))
        .hasMessage("cell closing is closed: Cell.open(\"closing\") makes a new one");
  }

  @Test
  void closingACellWithoutPidsOfItsOwnEndsWhatItStarted() {
    Cell cell = Cell.open("shared-pids");
    Program sleep = cell.start("sleep", "1000");
    cell.close();
    assertThat(sleep.isRunning()).isFalse();
  }

  @Test
  void openingANameAgainClosesTheFormerCell() {
    try (Cell first = Cell.open("again");
        Cell second = Cell.open("again")) {
      assertThat(first.isOpen()).isFalse();
      assertThat(Cells.named("again")).isSameAs(second);
    }
  }

  @Test
  void everyWrongStepIsNamed() {
    try (Cell cell = Cell.open("wrong")) {
      assertThatThrownBy(() -> cell.unshare(USER))
          .hasMessageStartingWith("unshare(USER): the kernel forbids it");
      assertThatThrownBy(() -> cell.pivotRoot(RootFs.busybox()))
          .hasMessageContaining("refused: this cell still shares MOUNT with the host");
      cell.unshare(UTS);
      assertThatThrownBy(() -> cell.unshare(UTS))
          .hasMessage("unshare([UTS]): wrong already has its own UTS; each kind once");
      assertThatThrownBy(() -> Cell.open("a b"))
          .hasMessage(
              "cell name [a b]: expected 1 to 63 letters, digits, dots, dashes or underscores");
      assertThatThrownBy(() -> RootFs.of(Path.of("/no/such")))
          .hasMessage("root file system [/no/such]: expected a directory that exists");
    }
  }

  @Test
  void aDirectoryOfTheHostCanBeTheRoot() throws Exception {
    Path root = Files.createTempDirectory("cellblock-test");
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("dev"));
    Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
    bin.resolve("busybox").toFile().setExecutable(true);
    try (Cell cell = Cell.open("of")) {
      cell.unshare(MOUNT, PID).pivotRoot(RootFs.of(root));
      assertThat(cell.run("busybox", "ls", "/").stdout()).isEqualTo("bin\ndev\nproc\n");
    }
    Host.run("rm", "-r", root.toString());
  }

  @Test
  void withTheHostsPidsProcIsTheHosts() {
    try (Cell cell = Cell.open("host-pids")) {
      cell.unshare(MOUNT).pivotRoot(RootFs.busybox());
      assertThat(cell.run("ps").stdout().lines().count()).isGreaterThan(3);
    }
  }

  @Test
  void aPidNamespaceCanComeBeforeTheRoot() {
    try (Cell cell = Cell.open("slow")) {
      cell.unshare(PID);
      assertThat(cell.run("sh", "-c", "echo $$").stdout()).isEqualTo("2\n");
      assertThat(cell.trace().stringColumn("by").asList()).doesNotContain("pid 1");
      cell.unshare(MOUNT).pivotRoot(RootFs.busybox());
      assertThat(cell.run("ps", "-o", "args").stdout()).isEqualTo("COMMAND\ninit\nps -o args\n");
    }
  }

  @Test
  void thePictureShowsBothPids() {
    try (Cell cell = container("picture")) {
      Program sleep = cell.start("sh", "-c", "echo ready; exec sleep 1000");
      while (sleep.stdout().isEmpty() || !cell.picture().toString().contains("process sleep")) {
        assertThat(sleep.isRunning()).isTrue(); // exec takes its name a little after it begins
      }
      assertThat(cell.picture().toString())
          .contains("cell picture · own: mnt uts ipc pid net")
          .contains("process init · pid 1 here")
          .contains("process sleep 1000 · pid 2 here, %d on the host".formatted(sleep.pid()));
    }
  }

  @Test
  void aSecondRootIsRefused() {
    try (Cell cell = container("roots")) {
      assertThatThrownBy(() -> cell.pivotRoot(RootFs.busybox()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "cell roots has its own root already: Cell.open(\"roots\") makes a new cell"
                  + " for another");
      assertThat(cell.run("hostname").stdout()).isEqualTo("roots\n");
    }
  }

  @Test
  void aRootNeedsPlacesForProcAndDev() throws IOException {
    Path tree = Host.temporaryDirectory("tree");
    try (Cell cell = Cell.open("places").unshare(MOUNT, PID)) {
      assertThatThrownBy(() -> cell.pivotRoot(RootFs.of(tree)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "root file system [%s]: expected a directory proc in it: mkdir %s/proc"
                  .formatted(tree, tree));
    }
    Files.delete(tree);
  }

  private static Cell container(String name) {
    return Cell.open(name)
        .unshare(MOUNT, UTS, IPC, PID, NETWORK)
        .sethostname(name)
        .pivotRoot(RootFs.busybox());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aCellWithTheHostsRootMountsAProcOfItsOwn() {
    String before = Host.run("cat", "/proc/1/cmdline").stdout();
    try (Cell cell = Cell.open("proc").unshare(MOUNT, PID)) {
      cell.call(() -> Linux.chdir("/dev"));
      cell.mountProc();
      assertThat(cell.run("sh", "-c", "cat /proc/1/comm; pwd").stdout()).isEqualTo("init\n/dev\n");
      assertThat(Host.run("cat", "/proc/1/cmdline").stdout()).isEqualTo(before);
    }
    try (Cell cell = Cell.open("shares").unshare(MOUNT)) {
      assertThatThrownBy(cell::mountProc).isInstanceOf(SyscallException.class);
    }
  }
}
