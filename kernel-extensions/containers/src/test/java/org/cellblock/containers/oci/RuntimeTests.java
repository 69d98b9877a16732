package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Signal;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes containers with a runtime, whichever it is. */
abstract class RuntimeTests {

  final OciRuntime runtime;

  RuntimeTests(String name) {
    runtime = Runc.with(name);
  }

  @Test
  void aProgramInAContainerIsPidOne() {
    assertThat(runtime.run(busybox(), "sh", "-c", "echo $$").stdout()).isEqualTo("1\n");
  }

  @Test
  void aContainerHasItsHostName() {
    Bundle bundle = busybox().hostname("inside");
    assertThat(runtime.run(bundle, "hostname").stdout()).isEqualTo("inside\n");
  }

  @Test
  void theProgramsStatusIsTheOutputs() {
    assertThat(runtime.run(busybox(), "sh", "-c", "exit 7").exitStatus()).isEqualTo(7);
  }

  @Test
  void whatTheRuntimeRefusesItSays() {
    Output output = runtime.run(busybox(), "nothing");
    assertThat(output.stderr()).contains("nothing");
    assertThat(output.succeeded()).isFalse();
  }

  @Test
  void aContainersLifeHasThreeStates() {
    try (OciContainer container = create(busybox().args("sleep", "100"))) {
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
    try (OciContainer container = begun()) {
      assertThat(container.exec("ps").stdout()).containsPattern("1 (root|0) +sh -c echo begun");
    }
  }

  @Test
  void whatAContainerWritesIsKept() {
    try (OciContainer container = create(busybox().args("sh", "-c", "echo hello")).start()) {
      awaitStopped(container);
      assertThat(container.output()).isEqualTo("hello\n");
    }
  }

  @Test
  void aStoppedContainerHasNoProcess() {
    try (OciContainer container = create(busybox().args("true")).start()) {
      awaitStopped(container);
      assertThatThrownBy(container::pid)
          .hasMessage("container %s has stopped".formatted(container.name()));
    }
  }

  @Test
  void aContainerThatWasAskedForItsProcessBeforeItStoppedHasNoneAfter() {
    try (OciContainer container = create(busybox().args("true"))) {
      assertThat(container.pid()).isPositive().isEqualTo(container.pid());
      container.start();
      awaitStopped(container);
      assertThatThrownBy(container::pid)
          .hasMessage("container %s has stopped".formatted(container.name()));
    }
  }

  @Test
  void aClosedContainerSaysSo() {
    OciContainer container = create(busybox());
    container.close();
    assertThatThrownBy(container::state)
        .hasMessage(
            "container %s is closed: Runc.create(bundle) makes a new one"
                .formatted(container.name()));
  }

  @Test
  void aRunningContainerIsNotDeleted() {
    try (OciContainer container = create(busybox().args("sleep", "100")).start()) {
      assertThatThrownBy(container::delete)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(container.name() + ": ")
          .hasMessageContaining("stopped");
    }
  }

  @Test
  void hooksAreCalled() throws IOException {
    Path called = Files.createTempFile("cellblock-hook", "");
    try {
      String append = "cat >/dev/null; echo \"$0\" >>" + called; // crun fails when none reads
      Bundle bundle =
          busybox()
              .hook(HookStage.CREATE_RUNTIME, "/bin/sh", "-c", append, "created")
              .hook(HookStage.POSTSTOP, "/bin/sh", "-c", append, "stopped");
      assertThat(runtime.run(bundle, "true")).matches(Output::succeeded);
      assertThat(called).hasContent("created\nstopped\n");
    } finally {
      Files.delete(called);
    }
  }

  @Test
  void nothingIsLeft() {
    int cells = Cells.all().size();
    List<Path> before = cgroupsOfOurs();
    long pid;
    try (OciContainer container = create(busybox().args("sleep", "100")).start()) {
      pid = container.pid();
    }
    assertThat(Path.of("/proc/" + pid)).doesNotExist();
    assertThat(cgroupsOfOurs()).isEqualTo(before);
    assertThat(Cells.all()).hasSize(cells);
  }

  @Test
  void nobodyChangesWhatARuntimeSees() {
    try (OciContainer container = create(busybox().args("sleep", "100"))) {
      Cell place = Cells.named("cellblock-" + container.name());
      assertThatThrownBy(() -> place.unshare(Namespace.CGROUP))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("this cell is Cellblock's own");
      assertThatThrownBy(() -> place.call(() -> Linux.mount("tmpfs", "/tmp", "tmpfs")))
          .hasMessageContaining("this cell is Cellblock's own");
      assertThat(container.start().state().status()).isEqualTo("running");
    }
  }

  @Test
  void aPlaceThatSomebodyChangedWhileItWasPreparedIsNotUsed() {
    List<Path> before = cgroupsOfOurs();
    RootFs busybox = RootFs.busybox();
    RootFs changing =
        () -> {
          Linux.unshare(Namespace.CGROUP);
          return busybox.mount();
        };
    assertThatThrownBy(() -> runtime.create(Runc.bundle(changing)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nobody else's call");
    assertThat(cgroupsOfOurs()).isEqualTo(before);
  }

  OciContainer create(Bundle bundle) {
    return runtime.create(bundle);
  }

  /** The program of a container that crun started begins a moment later. */
  final OciContainer begun() {
    String script = "echo begun; while sleep 1; do :; done";
    OciContainer container = create(busybox().args("sh", "-c", script)).start();
    for (int i = 0; i < 200 && container.output().isEmpty(); i++) {
      pause();
    }
    assertThat(container.output()).isEqualTo("begun\n");
    return container;
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void awaitStopped(OciContainer container) {
    for (int i = 0; i < 200 && !container.state().status().equals("stopped"); i++) {
      pause();
    }
    assertThat(container.state().status()).isEqualTo("stopped");
  }

  /** Looks everywhere, for a runtime may count a cgroup's path from another place than ours. */
  private List<Path> cgroupsOfOurs() {
    String prefix = "cellblock-" + ProcessHandle.current().pid() + "-" + runtime.name();
    String script = "find /sys/fs/cgroup -type d -name '%s*'".formatted(prefix);
    return Host.run("sh", "-c", script).stdout().lines().map(Path::of).toList();
  }

  static Bundle busybox() {
    return Runc.bundle(RootFs.busybox());
  }

  @Test
  void whoeverClosesItsCellEndsIt() {
    OciContainer container = runtime.create(busybox().args("sleep", "1000")).start();
    Path process = Path.of("/proc", Long.toString(container.pid()));
    String id = container.name();
    Cells.all().stream()
        .filter(each -> each.name().contains(id))
        .toList()
        .forEach(each -> each.close());
    assertThat(container.isOpen()).isFalse();
    assertThat(OciContainers.all()).doesNotContain(container);
    assertThat(process).doesNotExist();
    assertThat(Host.run("find", "/sys/fs/cgroup", "-path", "*-" + id + "*").stdout()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "proc", "sys"})
  void aRootWithALinkWhereTheRuntimeMakesFilesIsRefused(String name, @TempDir Path place)
      throws IOException {
    Path outside = Files.createDirectory(place.resolve("outside"));
    Path root = Files.createDirectory(place.resolve("root"));
    for (String each : List.of("dev", "proc", "sys")) {
      if (each.equals(name)) {
        Files.createSymbolicLink(root.resolve(each), outside);
      } else {
        Files.createDirectory(root.resolve(each));
      }
    }
    Bundle bundle = Runc.bundle(RootFs.of(root));
    assertThatThrownBy(() -> runtime.run(bundle, "true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its " + name + " is a symbolic link, which a runtime follows out");
    assertThat(outside).isEmptyDirectory();
  }
}
