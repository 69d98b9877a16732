package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Resource.RLIMIT_CORE;
import static org.cellblock.linux.Resource.RLIMIT_NOFILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.Output;
import org.cellblock.containers.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Signal;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.ProcessCgroup;
import org.junit.jupiter.api.Test;

/** Makes containers with runc, and with cells of the same configuration. */
@NeedsRunc
class RuncTests {

  @Test
  void aProgramInAContainerIsPidOne() {
    assertThat(Runc.run(busybox(), "sh", "-c", "echo $$").stdout()).isEqualTo("1\n");
  }

  @Test
  void aContainerHasItsHostName() {
    Bundle bundle = busybox().hostname("inside");
    assertThat(Runc.run(bundle, "hostname").stdout()).isEqualTo("inside\n");
  }

  @Test
  void theProgramsStatusIsTheOutputs() {
    assertThat(Runc.run(busybox(), "sh", "-c", "exit 7").exitStatus()).isEqualTo(7);
  }

  @Test
  void whatRuncRefusesItSays() {
    Output output = Runc.run(busybox(), "nothing");
    assertThat(output.stderr()).contains("executable file not found");
    assertThat(output.succeeded()).isFalse();
  }

  @Test
  void aContainerAndACellOfOneBundlePassTheSameChecks() {
    Bundle bundle =
        busybox()
            .hostname("twin")
            .env("COLOUR", "green")
            .cwd("/tmp")
            .capabilities(Capability.CAP_KILL, Capability.CAP_CHOWN)
            .readonlyRoot()
            .maskedPaths("/proc/version");
    String checks =
        """
        hostname; echo $COLOUR; pwd
        grep -E '^(Cap(Prm|Eff|Bnd)|NoNewPrivs)' /proc/self/status
        cat /proc/version | wc -c; ls /sys/firmware | wc -l
        touch /x 2>&1; echo 1 2>&1 >/proc/sys/kernel/hostname; chroot / true 2>&1
        ls /proc | grep -c '^1$'; ls /sys/class/net; for f in shm mqueue pts null; do
        test -e /dev/$f && echo $f; done
        """;
    try (Cell cell = bundle.asCell()) {
      Output ours = cell.start("sh", "-c", checks).waitFor();
      assertThat(ours.stdout()).startsWith("twin\ngreen\n/tmp\n").contains("NoNewPrivs:\t1");
      assertThat(ours.stdout()).isEqualTo(Runc.run(bundle, "sh", "-c", checks).stdout());
    }
  }

  @Test
  void bothHaveTheSameResourceLimits() {
    Bundle bundle = busybox().rlimit(RLIMIT_NOFILE, 32, 64).rlimit(RLIMIT_CORE, 0, 0);
    String checks =
        "grep -E 'open files|core file' /proc/self/limits; ulimit -n 65 2>&1; ulimit -n";
    try (Cell cell = bundle.asCell()) {
      Output ours = cell.start("sh", "-c", checks).waitFor();
      assertThat(ours.stdout())
          .containsPattern("Max core file size +0 +0 +bytes")
          .containsPattern("Max open files +32 +64 +files");
      assertThat(ours.stdout()).isEqualTo(Runc.run(bundle, "sh", "-c", checks).stdout());
      assertThat(cell.trace().stringColumn("arguments").asList())
          .anyMatch(each -> each.endsWith("resource=RLIMIT_NOFILE, new_limit=\"32:64\""));
    }
  }

  @Test
  void theCellsTraceShowsTheSteps() {
    try (Cell cell = busybox().asCell()) {
      assertThat(cell.trace().stringColumn("call").asList())
          .containsSubsequence(
              "unshare",
              "sethostname",
              "mount",
              "pivot_root",
              "umount2",
              "mount",
              "prctl",
              "capset",
              "prctl");
    }
  }

  @Test
  void aContainersLifeHasThreeStates() {
    try (OciContainer container = Runc.create(busybox().args("sleep", "100"))) {
      assertThat(container.state().status()).isEqualTo("created");
      container.start();
      assertThat(container.state().status()).isEqualTo("running");
      container.kill(Signal.SIGKILL);
      awaitStopped(container);
      container.delete();
      assertThat(container.isOpen()).isFalse();
    }
  }

  @Test
  void anotherProgramCanBeRunInAContainer() {
    try (OciContainer container = Runc.start(busybox().args("sleep", "100"))) {
      assertThat(container.exec("ps").stdout()).containsPattern("1 (root|0) +sleep 100");
    }
  }

  @Test
  void whatAContainerWritesIsKept() {
    try (OciContainer container = Runc.start(busybox().args("sh", "-c", "echo hello"))) {
      awaitStopped(container);
      assertThat(container.output()).isEqualTo("hello\n");
    }
  }

  @Test
  void theHostSeesTheContainersFirstProcess() throws IOException {
    try (OciContainer container = Runc.start(busybox().args("sleep", "100"))) {
      long pid = container.pid();
      assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline"))).startsWith("sleep");
      assertThat(uts(pid)).isNotEqualTo(uts(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aStoppedContainerHasNoProcess() {
    try (OciContainer container = Runc.start(busybox().args("true"))) {
      awaitStopped(container);
      assertThatThrownBy(container::pid)
          .hasMessage("container %s has stopped".formatted(container.name()));
    }
  }

  @Test
  void aClosedContainerSaysSo() {
    OciContainer container = Runc.create(busybox());
    container.close();
    assertThatThrownBy(container::state)
        .hasMessage(
            "container %s is closed: Runc.create(bundle) makes a new one"
                .formatted(container.name()));
  }

  @Test
  void aRunningContainerIsNotDeleted() {
    try (OciContainer container = Runc.start(busybox().args("sleep", "100"))) {
      assertThatThrownBy(container::delete)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot delete container " + container.name())
          .hasMessageContaining("that is not stopped: running");
    }
  }

  @Test
  void hooksAreCalled() throws IOException {
    Path called = Files.createTempFile("cellblock-hook", "");
    try {
      String append = "echo \"$0\" >>" + called;
      Bundle bundle =
          busybox()
              .hook(HookStage.CREATE_RUNTIME, "/bin/sh", "-c", append, "created")
              .hook(HookStage.POSTSTOP, "/bin/sh", "-c", append, "stopped");
      Runc.run(bundle, "true");
      assertThat(called).hasContent("created\nstopped\n");
    } finally {
      Files.delete(called);
    }
  }

  @Test
  void nothingIsLeft() throws IOException {
    int cells = Cells.all().size();
    List<Path> before = cgroupsOfOurs();
    long pid;
    try (OciContainer container = Runc.start(busybox().args("sleep", "100"))) {
      pid = container.pid();
    }
    assertThat(Path.of("/proc/" + pid)).doesNotExist();
    assertThat(cgroupsOfOurs()).isEqualTo(before);
    assertThat(Cells.all()).hasSize(cells);
  }

  private static void awaitStopped(OciContainer container) {
    for (int i = 0; i < 200 && !container.state().status().equals("stopped"); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    assertThat(container.state().status()).isEqualTo("stopped");
  }

  private static long uts(long pid) {
    return NamespaceLink.readAll(pid).stream()
        .filter(link -> link.type().equals(Namespace.UTS.procName()))
        .findFirst()
        .orElseThrow()
        .namespace();
  }

  private static List<Path> cgroupsOfOurs() throws IOException {
    String prefix = "cellblock-" + ProcessHandle.current().pid() + "-runc";
    List<Path> found = new ArrayList<>();
    for (ProcessCgroup own : ProcessCgroup.readAll(ProcessHandle.current().pid())) {
      if (!own.directory().isEmpty()) {
        try (Stream<Path> all = Files.list(Path.of(own.directory()))) {
          all.filter(path -> path.getFileName().toString().startsWith(prefix)).forEach(found::add);
        }
      }
    }
    return found;
  }

  private static Bundle busybox() {
    return Runc.bundle(RootFs.busybox());
  }
}
