package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.CellThread;
import org.cellblock.procfs.ProcessCgroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Makes containers with the real programs. */
@NeedsLxc
class LxcTests {

  @Test
  void itsFirstProgramIsPidOne() {
    try (Lxc web = Lxc.named("web").start()) {
      assertThat(web.run("ps").stdout()).containsPattern("\\b1 .*sleep 1000000");
    }
  }

  @Test
  void aContainerHasItsHostName() {
    try (Lxc web = Lxc.named("web").hostname("inside").start()) {
      assertThat(web.run("hostname").stdout()).isEqualTo("inside\n");
    }
  }

  @Test
  void theStatusOfAProgramIsTheOutputs() {
    try (Lxc web = Lxc.named("web").start()) {
      assertThat(web.run("sh", "-c", "exit 7").exitStatus()).isEqualTo(7);
    }
  }

  @Test
  void limitsAreTheKernels() throws IOException {
    try (Lxc web = Lxc.named("web").memory("64m").pids(30).cpus(0.5).start()) {
      Table row = Comparison.of(web).table();
      assertThat(row.getString(0, "memory")).isEqualTo("64 MiB");
      assertThat(row.getString(0, "tasks")).isEqualTo("30");
      assertThat(row.getString(0, "cpus")).isEqualTo("0.5 CPUs");
    }
  }

  @Test
  void whatIsDroppedIsGone() {
    try (Lxc web = Lxc.named("web").drop(Capability.CAP_CHOWN).start()) {
      assertThat(web.run("sh", "-c", "touch x; chown 1:1 x").stderr())
          .contains("Operation not permitted");
    }
  }

  @Test
  void aMountIsThere() {
    try (Lxc web = Lxc.named("web").mount("tmpfs tmp tmpfs size=1m 0 0").start()) {
      assertThat(web.run("mount").stdout()).contains("tmpfs on /tmp type tmpfs");
    }
  }

  @Test
  void withAnIdMapRootInsideIsAnotherOutside() throws IOException {
    try (Lxc web = Lxc.named("web").idMap(100_000, 65_536).start()) {
      assertThat(Files.getAttribute(Path.of("/proc/" + web.pid()), "unix:uid")).isEqualTo(100_000);
      assertThat(web.run("id", "-u").stdout()).isEqualTo("0\n");
      assertThat(Lxcs.list().getString(0, "unprivileged")).isEqualTo("true");
    }
  }

  @Test
  void anotherRootIsSeen(@TempDir Path app) throws IOException {
    Files.writeString(app.resolve("mine"), "found\n");
    try (Lxc web = Lxc.named("web").rootFs(RootFs.layers(RootFs.busybox(), app)).start()) {
      assertThat(web.run("cat", "/mine").stdout()).isEqualTo("found\n");
    }
  }

  @Test
  void frozenProcessesGoOnWhenUnfrozen() {
    try (Lxc web = Lxc.named("web").start()) {
      assertThat(web.freeze().state()).isEqualTo("FROZEN");
      assertThat(web.unfreeze().state()).isEqualTo("RUNNING");
    }
  }

  @Test
  void aFrozenContainerCanBeClosed() {
    Lxc web = Lxc.named("web").start();
    Path first = Path.of("/proc/" + web.pid());
    web.freeze().close();
    assertThat(first).doesNotExist();
  }

  @Test
  void aFrozenContainersCellCanBeClosed() {
    Lxc web = Lxc.named("web").start();
    Path first = Path.of("/proc/" + web.pid());
    web.freeze();
    assertTimeoutPreemptively(Duration.ofMinutes(5), Cells::closeAll);
    assertThat(first).doesNotExist();
    web.close();
  }

  @Test
  void aStoppedContainerStartsAgain() {
    try (Lxc web = Lxc.named("web").start()) {
      assertThat(web.stop().state()).isEqualTo("STOPPED");
      assertThat(web.start().state()).isEqualTo("RUNNING");
    }
  }

  @Test
  void theListIsLxcs() {
    try (Lxc web = Lxc.named("web").start();
        Lxc db = Lxc.named("db").start()) {
      web.freeze();
      assertThat(Lxcs.all()).containsExactly(web, db);
      assertThat(Lxcs.list().stringColumn("name").asList()).containsExactly("web", "db");
      assertThat(Lxcs.list().stringColumn("state").asList()).containsExactly("FROZEN", "RUNNING");
    }
  }

  @Test
  void anotherOfTheSameNameTakesItsPlace() {
    try (Lxc first = Lxc.named("web").start();
        Lxc second = Lxc.named("web").start()) {
      assertThat(List.of(first.isOpen(), second.isOpen())).containsExactly(false, true);
      assertThat(second.run("true").succeeded()).isTrue();
    }
  }

  @Test
  void itStandsBesideACell() {
    try (Cell cell = Cell.open("beside");
        Lxc web = Lxc.named("web").start()) {
      Table table = Comparison.of(cell, web).table();
      assertThat(table.stringColumn("pids").asList()).containsExactly("host", "own");
      assertThat(table.stringColumn("root").asList()).containsExactly("host", "tmpfs");
    }
  }

  @Test
  void whatHasNotBegunOrHasEndedCantBeCompared() {
    try (Lxc web = Lxc.named("web")) {
      assertThatThrownBy(() -> Comparison.of(web))
          .hasMessage("container web is not started: start() starts it");
      web.start().stop();
      assertThatThrownBy(() -> Comparison.of(web)).hasMessage("container web has stopped");
    }
  }

  @Test
  void nothingIsLeft() throws IOException {
    List<Path> cgroups = cgroups();
    List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo"));
    boolean locked = Files.exists(Path.of("/run/lxc/lock/var/lib/lxc/.left"));
    long cells = Cells.all().size();
    Lxc web = Lxc.named("left").start();
    Path first = Path.of("/proc/" + web.pid());
    web.close();
    assertThat(first).doesNotExist();
    assertThat(cgroups()).isEqualTo(cgroups);
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    assertThat(Files.exists(Path.of("/run/lxc/lock/var/lib/lxc/.left"))).isEqualTo(locked);
    assertThat(Cells.all()).hasSize((int) cells);
  }

  @Test
  @NeedsStrace
  void theCallsOfAStartHaveTheirKeys() {
    Table calls = Lxc.named("web").memory("64m").calls();
    List<String> seen =
        Stream.iterate(0, i -> i < calls.rowCount(), i -> i + 1)
            .map(i -> calls.getString(i, "call") + " " + calls.getString(i, "key"))
            .toList();
    assertThat(seen)
        .containsSubsequence(
            "sethostname lxc.uts.name",
            "mknodat lxc.autodev",
            "pivot_root lxc.rootfs.path",
            "prctl lxc.cap.drop",
            "execve lxc.init.cmd")
        .contains("mount lxc.mount.auto", "mkdirat lxc.cgroup.dir", "fsopen lxc.pty.max")
        .anyMatch(each -> each.matches("write lxc\\.cgroup2?\\.memory\\..*"))
        .endsWith("execve lxc.init.cmd");
  }

  @Test
  @NeedsStrace
  void whatLxcRefusesATraceSays() {
    assertThatThrownBy(() -> Lxc.named("web").set("lxc.nonsense", "1").calls())
        .hasMessage(
            "strace lxc-start web: Invalid argument - Unsupported config key \"lxc.nonsense\"; Failed to"
                + " parse config file \"/var/lib/lxc/web/config\" at line \"lxc.nonsense = 1\"");
  }

  @Test
  void anUnknownKeyIsRefusedByLxc() {
    assertThatThrownBy(() -> Lxc.named("web").set("lxc.nonsense", "1").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lxc-start web: ")
        .hasMessageContaining("nsupported config key \"lxc.nonsense\"")
        .hasMessageEndingWith(" [exit status 1]");
  }

  @Test
  void aBridgeThatIsMissingIsNamed() {
    Lxc web = Lxc.named("web").set("lxc.net.0.type", "veth").set("lxc.net.0.link", "lxcbr0");
    assertThatThrownBy(web::start).hasMessageContaining("lxcbr0");
    assertThat(Lxcs.all()).isEmpty();
  }

  @Test
  void aClosedContainerSaysSo() {
    Lxc web = Lxc.named("web").start();
    web.close();
    assertThatThrownBy(() -> web.run("ps"))
        .hasMessage("container web is not started: start() starts it");
    assertThat(web).hasToString("container web (CLOSED)");
  }

  @Test
  void aFreezeThatMeetsTheEndOfItsCellLeavesNoShell() {
    LxcPlace place = LxcPlace.open("lxc-9999", "web", RootFs.busybox());
    place.close();
    assertThatThrownBy(() -> place.freeze(ProcessHandle.current().pid()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ProcessHandle.current().children().map(each -> each.info().arguments()))
        .noneMatch(each -> List.of(each.orElse(new String[0])).contains("cellblock-thaw"));
  }

  @Test
  void nothingRunsInAFrozenContainer() {
    try (Lxc web = Lxc.named("web").start().freeze()) {
      assertThatThrownBy(() -> web.run("ps"))
          .hasMessage("container web is frozen, and ps would be too: unfreeze() lets it go on");
      assertThat(web.unfreeze().run("true").succeeded()).isTrue();
    }
  }

  @Test
  void aRootThatWouldBeHiddenIsRefused() {
    Lxc web = Lxc.named("web").rootFs(RootFs.of(Path.of("/var/lib/lxc")));
    assertThatThrownBy(web::start)
        .hasMessage(
            "root [/var/lib/lxc]: expected a directory outside /var/lib/lxc, where LXC gets an empty"
                + " one");
  }

  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // it may only hang
  void aChangeInItsOwnCellWhileAnotherWaitsForThatIsRefused() throws Exception {
    try (Lxc web = Lxc.named("web").start()) {
      CountDownLatch inCell = new CountDownLatch(1);
      Thread outside =
          new Thread(
              () -> {
                await(inCell);
                web.stop();
              });
      outside.start();
      Cell cell = Cells.named("cellblock-" + web.id());
      assertThatThrownBy(
              () ->
                  cell.call(
                      () -> {
                        inCell.countDown();
                        while (!isWaitingForACell(outside)) {
                          Thread.onSpinWait();
                        }
                        web.unfreeze();
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("each would wait for the next, for ever");
      outside.join();
      assertThat(web.state()).isEqualTo("STOPPED");
    }
  }

  private static boolean isWaitingForACell(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .filter(at -> at.getClassName().equals(CellThread.class.getName()))
        .anyMatch(at -> at.getMethodName().equals("untilEnded"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void aStoppedContainerHasNoPid() {
    try (Lxc web = Lxc.named("web").start().stop()) {
      assertThatThrownBy(web::pid).hasMessage("container web has stopped");
    }
  }

  private static List<Path> cgroups() throws IOException {
    String ours = "cellblock-" + ProcessHandle.current().pid() + "-lxc-";
    assumeTrue(Files.isDirectory(Path.of("/sys/fs/cgroup")), "needs cgroups");
    List<Path> own =
        ProcessCgroup.readAll(ProcessHandle.current().pid()).stream()
            .map(ProcessCgroup::directory)
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .toList();
    List<Path> found = new ArrayList<>();
    for (Path directory : own) {
      try (Stream<Path> children = Files.list(directory)) {
        children.filter(each -> each.getFileName().toString().startsWith(ours)).forEach(found::add);
      }
    }
    return found;
  }
}
