package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.procfs.ProcessInfo;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

@NeedsCgroups
class CgroupTests {

  @Test
  void aProgramIsInItBeforeItsFirstInstruction() {
    try (Cgroup demo = Cgroup.create("born")) {
      assertThat(memberships(demo.run("cat", "/proc/self/cgroup").stdout())).hasSize(places(demo));
    }
  }

  @Test
  void whatAProgramStartsIsBornInside() {
    try (Cgroup demo = Cgroup.create("children")) {
      String script = "sh -c 'cat /proc/self/cgroup & wait'";
      assertThat(memberships(demo.run("sh", "-c", script).stdout())).hasSize(places(demo));
    }
  }

  @Test
  void outputArgumentsAndStatusAreTheProgramsOwn() {
    try (Cgroup demo = Cgroup.create("io")) {
      Output output = demo.run("sh", "-c", "echo \"$0|$1|\"; echo err >&2; exit 3", "a b", "");
      assertThat(output.stdout()).isEqualTo("a b||\n");
      assertThat(output.stderr()).isEqualTo("err\n");
      assertThat(output.exitStatus()).isEqualTo(3);
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    try (Cgroup demo = Cgroup.create("absent")) {
      assertThatThrownBy(() -> demo.run("/no/such/program", "x"))
          .hasMessage(
              "posix_spawn(path=\"/no/such/program\", argv=\"/no/such/program x\"): ENOENT (2) No"
                  + " such file or directory\nHint: no such program in the root directory of this"
                  + " thread; its PATH is searched there");
      assertThat(demo.processes().rowCount()).isZero();
    }
  }

  @Test
  void eachSettingIsShownWithBothNames() {
    try (Cgroup demo = Cgroup.create("files")) {
      demo.memory("400m").cpuShares(512).cpus(0.2).pids(20);
      assertThat(both(demo))
          .containsOnly(
              Map.entry("memory.limit_in_bytes=419430400", "memory.max=419430400"),
              Map.entry("cpu.shares=512", "cpu.weight=20"),
              Map.entry("cpu.cfs_quota_us cpu.cfs_period_us=20000 100000", "cpu.max=20000 100000"),
              Map.entry("pids.max=20", "pids.max=20"));
    }
  }

  @Test
  void withoutSettingsThereIsNoLimit() {
    try (Cgroup demo = Cgroup.create("unlimited")) {
      assertThat(demo.files().stringColumn("value").asList())
          .startsWith("no limit")
          .endsWith("no limit", "no limit");
      assertThat(demo.memory("8m").memory("max").cpus(1).files().stringColumn("value").asList())
          .startsWith("no limit")
          .contains("1 CPUs");
    }
  }

  @Test
  void theKernelRoundsMemoryToPages() {
    try (Cgroup demo = Cgroup.create("pages")) {
      demo.memory("5000000");
      assertThat(demo.fileRows().get(0).raw()).isEqualTo("4997120");
    }
  }

  @Test
  void usageSaysTheFileAndTheRawNumber() {
    try (Cgroup demo = Cgroup.create("usage").memory("64m").pids(7)) {
      demo.start("sleep", "1000");
      Table usage = demo.usage();
      assertThat(usage.stringColumn("what").asList())
          .contains("memory", "memory peak", "cpu time", "pids");
      Row pids = usage.row(usage.rowCount() - 1);
      assertThat(pids.getString("file")).isEqualTo("pids.current");
      assertThat(pids.getLong("raw")).isEqualTo(1);
      assertThat(pids.getString("limit")).isEqualTo("7");
      assertThat(usage.row(0).getLong("raw")).isBetween(4096L, 64L << 20);
    }
  }

  @Test
  void aRunningProgramIsMovedWithItsChildren() {
    try (Cgroup demo = Cgroup.create("moved")) {
      Program family = Host.start("sh", "-c", "sleep 1000 & sleep 1000 & wait");
      while (ProcessInfo.family(family.pid()).size() < 3) {
        Thread.onSpinWait();
      }
      demo.add(family);
      assertThat(demo.processes().rowCount()).isEqualTo(3);
    }
  }

  @Test
  void onePidIsMovedAlone() {
    try (Cgroup demo = Cgroup.create("alone")) {
      Program sleep = Host.start("sleep", "1000");
      demo.add(sleep.pid());
      assertThat(demo.processes().longColumn("pid").asList()).containsExactly(sleep.pid());
    }
  }

  @Test
  void theHostsProcessesStayWhereTheyAre() {
    try (Cgroup demo = Cgroup.create("strangers")) {
      assertThatThrownBy(() -> demo.add(1))
          .hasMessage(
              "pid [1]: expected a process that this notebook has started; the host's own stay"
                  + " where they are");
      long self = ProcessHandle.current().pid();
      assertThatThrownBy(() -> demo.add(self))
          .hasMessage(
              "pid [%d] is the notebook kernel itself: a limit could end it; add a program or a cell"
                  .formatted(self));
      assertThatThrownBy(() -> demo.add(4_194_305))
          .hasMessage("pid [4194305]: expected a process; Procfs.processes() lists all");
    }
  }

  @Test
  void anyControlFileCanBeReadAndWritten() {
    try (Cgroup demo = Cgroup.create("raw")) {
      assertThat(demo.write("pids.max", "12").read("pids.max")).isEqualTo("12");
      assertThatThrownBy(() -> demo.read("no.such"))
          .hasMessageStartingWith("file [no.such]: expected one of cgroup raw: cgroup.")
          .hasMessageContaining(" pids.max");
      assertThatThrownBy(() -> demo.write("../pids.max", "1"))
          .hasMessageStartingWith("file [../pids.max]: expected one of cgroup raw: ");
    }
  }

  @Test
  void aNumberThatTheKernelDoesNotWantIsExplained() {
    try (Cgroup demo = Cgroup.create("wrong")) {
      Path file = demo.paths().get(demo.paths().size() - 1).resolve("pids.max");
      assertThatThrownBy(() -> demo.pids(5).write("pids.max", "many"))
          .hasMessage(
              ("write(file=\"%s\", text=\"many\"): EINVAL (22) Invalid argument\npids.max: 5\n"
                      + "Hint: the kernel wants a number within the file's range, or \"max\" in"
                      + " version 2 and -1 in version 1")
                  .formatted(file));
    }
  }

  @Test
  void theTreeShowsCgroupsAndProcesses() {
    try (Cgroup demo = Cgroup.create("tree")) {
      Program shell = demo.start("sh", "-c", "echo ready; while :; do :; done");
      while (shell.isRunning() && shell.stdout().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(Cgroup.tree().toString())
          .contains("hierarchy ")
          .contains("cgroup " + CgroupNames.of("tree"))
          .contains("process sh -c echo ready; while");
      assertThat(demo.toString()).startsWith("cgroup tree · memory ").contains("pids 1 (no limit)");
    }
  }

  @Test
  void theTreeShowsHowMuchOfALimitIsUsed() {
    try (Cgroup demo = Cgroup.create("bars").pids(4)) {
      Program sleep = demo.start("sleep", "100");
      assertThat(Cgroup.tree().toString()).contains("pids 1 of 4 ███░░░░░░░");
      sleep.kill();
      assertThat(demo.picture().bars()).hasSize(1);
    }
  }

  @Test
  void pressureIsShownWhereTheKernelHasIt() {
    try (Cgroup demo = Cgroup.create("pressure")) {
      assumeTrue(demo.has("cpu.pressure"), "needs cgroup v2 with PSI");
      assertThat(demo.pressure().columnNames())
          .containsExactly("resource", "who", "avg10", "avg60", "avg300", "total");
      assertThat(demo.pressure().stringColumn("resource").asList()).contains("cpu", "memory");
    }
  }

  @Test
  void withoutPressureItIsSaidWhatIsMissing() {
    try (Cgroup demo = Cgroup.create("no-pressure")) {
      assumeTrue(!demo.has("cpu.pressure"), "needs cgroup v1, or a kernel without PSI");
      assertThatThrownBy(demo::pressure)
          .hasMessage(
              "no pressure files here: they want cgroup version 2 and a kernel with CONFIG_PSI, not"
                  + " switched off by psi=0");
    }
  }

  @Test
  void closingEndsAllAndRemovesAllDirectories() throws Exception {
    Cgroup demo = Cgroup.create("closing");
    Program sleep = demo.start("sh", "-c", "trap '' TERM; sleep 1000 & sleep 1000 & wait");
    List<Path> paths = demo.paths();
    for (Path path : paths) {
      Files.createDirectories(path.resolve("nested/deeper"));
    }
    demo.close();
    assertThat(sleep.isRunning()).isFalse();
    assertThat(paths).noneMatch(Files::exists);
    demo.close();
    assertThatThrownBy(() -> demo.run("true"))
        .hasMessage("cgroup closing is closed: Cgroup.create(\"closing\") makes a new one");
    assertThatThrownBy(() -> demo.memory("4m")).hasMessageStartingWith("cgroup closing is closed");
  }

  @Test
  void itMayBeRemovedByAProgramBeforeItIsClosed() {
    Cgroup demo = Cgroup.create("removed");
    List<Path> paths = demo.paths();
    paths.forEach(ControlDirectory::remove);
    demo.close();
    assertThat(paths).noneMatch(Files::exists);
  }

  @Test
  void creatingANameAgainClosesTheFormer() {
    try (Cgroup first = Cgroup.create("again");
        Cgroup second = Cgroup.create("again")) {
      assertThat(first.isOpen()).isFalse();
      assertThat(second.isOpen()).isTrue();
      assertThat(second.run("true").succeeded()).isTrue();
    }
  }

  private static List<String> memberships(String procCgroup) {
    return procCgroup.lines().filter(line -> line.contains("/" + CgroupNames.of(""))).toList();
  }

  private static int places(Cgroup cgroup) {
    return cgroup.paths().size();
  }

  /** Each row of the table as version 1's file and value, and version 2's. */
  private static Map<String, String> both(Cgroup cgroup) {
    return cgroup.fileRows().stream()
        .collect(
            Collectors.toMap(
                row -> row.version().equals("v1") ? here(row) : other(row),
                row -> row.version().equals("v1") ? other(row) : here(row)));
  }

  private static String here(CgroupFile row) {
    return row.file() + "=" + row.raw();
  }

  private static String other(CgroupFile row) {
    return row.otherFile() + "=" + row.otherRaw();
  }

  @Test
  void aProgramThatIsBornWhileItClosesEndsWithIt() throws Exception {
    for (int round = 0; round < 30; round++) {
      Cgroup cgroup = Cgroup.create("born");
      AtomicReference<Program> born = new AtomicReference<>();
      Thread starts =
          new Thread(
              () -> {
                try {
                  born.set(cgroup.start("sleep", "1000"));
                } catch (RuntimeException closed) {
                  // as it should be, when the close was faster
                }
              });
      starts.start();
      cgroup.close();
      starts.join();
      assertThat(cgroup.paths()).noneMatch(Files::exists);
      assertThat(born.get()).matches(each -> each == null || !each.isRunning());
    }
  }
}
