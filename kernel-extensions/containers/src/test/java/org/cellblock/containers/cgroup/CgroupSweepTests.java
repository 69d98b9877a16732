package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cellblock.containers.cgroup.NeedsCgroups.Version;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.ControlFile;
import org.cellblock.procfs.CgroupFiles;
import org.junit.jupiter.api.Test;

/** That nothing is left, and nothing of others touched. */
@NeedsCgroups
class CgroupSweepTests {

  private static final String NO_INNER =
      "Hint: in version 2 a cgroup other than the root has processes or passes controllers on to"
          + " children, never both: move the processes into a child first; see cgroups(7)";

  private static final String DEAD = "cellblock-4194304-";

  @Test
  void whatADeadProcessLeftIsSwept() throws Exception {
    Path left = Files.createDirectories(base().resolve(DEAD + "left"));
    Files.createDirectories(left.resolve("nested"));
    Cgroups.sweep();
    assertThat(left).doesNotExist();
  }

  @Test
  void whatALivingProcessHoldsIsNotSwept() throws Exception {
    Path held = Files.createDirectories(base().resolve(DEAD + "held"));
    Program holder = hold(held);
    Cgroups.sweep();
    assertThat(held).exists();
    holder.kill();
    Cgroups.sweep();
    assertThat(held).doesNotExist();
  }

  @Test
  void whatIsNotOursIsNotSwept() throws Exception {
    Path other = Files.createDirectories(base().resolve("cellblock-web"));
    Cgroups.sweep();
    assertThat(other).exists();
    Files.delete(other);
  }

  @Test
  void aCgroupWithProcessesIsNotSwept() throws Exception {
    Path busy = Files.createDirectories(base().resolve(DEAD + "busy"));
    Program sleep = Host.start("sleep", "1000");
    ControlFile.write(busy.resolve("cgroup.procs"), Long.toString(sleep.pid()));
    Cgroups.sweep();
    assertThat(busy).exists();
    assertThatThrownBy(() -> ControlDirectory.remove(busy))
        .hasMessage(
            ("rmdir(path=\"%s\"): EBUSY (16) Device or resource busy\n"
                    + "%s has 1 processes and 0 child cgroups\n"
                    + "Hint: a cgroup is removed when neither processes nor child cgroups are in it")
                .formatted(busy, busy));
    sleep.kill();
    Cgroups.sweep();
    assertThat(busy).doesNotExist();
  }

  @Test
  void afterKillMinusNineTheNextOneSweeps() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path left = Path.of(killed.inputReader().readLine());
    killed.destroyForcibly().waitFor();
    assertThat(left).exists();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (Files.exists(left) && System.nanoTime() < end) {
      Thread.sleep(50);
      Cgroups.sweep();
    }
    assertThat(left).doesNotExist();
  }

  @Test
  void anExceptionLeavesNothing() {
    assertThatThrownBy(
            () -> {
              try (Cgroup demo = Cgroup.create("thrown")) {
                demo.start("sleep", "1000");
                demo.memory("nonsense");
              }
            })
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Cgroup.tree().toString()).doesNotContain(CgroupNames.of("thrown"));
  }

  @Test
  @NeedsCgroups(Version.V2)
  void whatWasEnabledIsPutBack() {
    Set<String> wanted = new TreeSet<>(Set.of("cpu", "memory", "pids"));
    withoutPids(
        before -> {
          try (Cgroup demo = Cgroup.create("put-back")) {
            assertThat(enabled()).containsAll(wanted);
            assertThat(demo.run("true").succeeded()).isTrue();
          }
          assertThat(enabled()).isEqualTo(before);
        });
  }

  @Test
  @NeedsCgroups(Version.V2)
  void whatADeadProcessEnabledIsPutBack() {
    withoutPids(
        before -> {
          Path mark = base().resolve(DEAD + "enabled.pids");
          ControlDirectory.make(mark);
          ControlFile.write(base().resolve("cgroup.subtree_control"), "+pids");
          Cgroups.sweep();
          assertThat(mark).doesNotExist();
          assertThat(enabled()).isEqualTo(before);
        });
  }

  @Test
  @NeedsCgroups(Version.V2)
  void whatIsNeededByOthersStaysEnabled() {
    withoutPids(
        before -> {
          Path other = base().resolve(DEAD + "other");
          Cgroup demo = Cgroup.create("first");
          ControlDirectory.make(other);
          Program holder = hold(other);
          demo.close();
          assertThat(enabled()).contains("pids");
          holder.kill();
          Cgroups.sweep();
          assertThat(other).doesNotExist();
          assertThat(enabled()).isEqualTo(before);
        });
  }

  @Test
  @NeedsCgroups(Version.V2)
  void processesAndControllersDoNotGoTogetherInVersionTwo() throws Exception {
    try (Cgroup demo = Cgroup.create("inner")) {
      demo.write("cgroup.subtree_control", "+memory");
      Path file = demo.paths().get(0).resolve("cgroup.procs");
      assertThatThrownBy(() -> demo.run("true"))
          .hasMessage(
              ("write(file=\"%s\", text=\"0\"): EBUSY (16) Device or resource busy\n"
                      + "cgroup.subtree_control: memory\n"
                      + NO_INNER)
                  .formatted(file));
    }
  }

  @Test
  @NeedsCgroups(Version.V2)
  void controllersAreNotPassedOnBesideProcesses() throws Exception {
    try (Cgroup demo = Cgroup.create("inner")) {
      demo.start("sleep", "1000");
      Path cgroup = demo.paths().get(0);
      assertThatThrownBy(() -> demo.write("cgroup.subtree_control", "+memory"))
          .hasMessage(
              ("write(file=\"%s\", text=\"+memory\"): EBUSY (16) Device or resource busy\n"
                      + "%s has 1 processes and 0 child cgroups\n"
                      + NO_INNER)
                  .formatted(cgroup.resolve("cgroup.subtree_control"), cgroup));
    }
  }

  @Test
  @NeedsCgroups(Version.V2)
  void aFileOfVersionOneIsExplainedInVersionTwo() {
    try (Cgroup demo = Cgroup.create("tasks")) {
      Path file = demo.paths().get(0).resolve("tasks");
      assertThatThrownBy(() -> ControlFile.write(file, "0"))
          .hasMessage(
              ("open(path=\"%s\"): ENOENT (2) No such file or directory\n"
                      + "cgroup.controllers: %s\n"
                      + "Hint: tasks is version 1's list of threads; version 2 has cgroup.threads,"
                      + " and moves whole processes by cgroup.procs")
                  .formatted(file, demo.read("cgroup.controllers")));
    }
  }

  /** Does a test where pids isn't enabled yet; only where nobody else can need it. */
  private static void withoutPids(Consumer<Set<String>> test) {
    assumeTrue(new CgroupFiles(base()).children().isEmpty(), "needs a cgroup without children");
    boolean wasEnabled = enabled().contains("pids");
    Path file = base().resolve("cgroup.subtree_control");
    ControlFile.write(file, "-pids");
    try {
      test.accept(enabled());
    } finally {
      ControlFile.write(file, wasEnabled ? "+pids" : "-pids");
    }
  }

  private static Set<String> enabled() {
    return new CgroupFiles(base()).words("cgroup.subtree_control");
  }

  private static Program hold(Path directory) {
    String[] words = {"-x", "-o", directory.toString(), "sh", "-c", "echo held; sleep 1000"};
    Program holder = Host.start("flock", words);
    while (holder.isRunning() && holder.stdout().isEmpty()) {
      Thread.onSpinWait();
    }
    return holder;
  }

  private static Path base() {
    return CgroupBase.findAll().get(CgroupBase.findAll().size() - 1).directory();
  }
}
