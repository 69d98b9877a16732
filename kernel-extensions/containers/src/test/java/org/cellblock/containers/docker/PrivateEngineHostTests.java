package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.KilledJava;
import org.cellblock.procfs.Change;
import org.cellblock.procfs.Snapshot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the host before an engine with the host after it. */
@NeedsDocker
class PrivateEngineHostTests {

  /** Nobody else's come and go while tests run; processes, namespaces and cgroups do. */
  private static final Set<String> OF_THE_HOST =
      Set.of("mount", "interface", "route", "rule", "hierarchy", "setting");

  /** Modules that the kernel loads for a network bring settings of theirs, which stay. */
  @BeforeAll
  static void letTheKernelLoadItsModules() {
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      publish(engine);
    }
  }

  private static DockerClient publish(PrivateEngine engine) {
    DockerClient docker = new DockerClient(engine).withBusybox();
    docker.run("network", "create", "shop");
    docker.run("run", "-d", "--network", "shop", "-p", "8080:80", "busybox", "sleep", "100");
    return docker;
  }

  @Test
  void theHostIsAsBeforeWhileItRunsAndAfterIt() {
    Snapshot before = Snapshot.take();
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      DockerClient docker = publish(engine);
      docker.run("run", "--rm", "--sysctl", "net.ipv4.ip_forward=0", "busybox", "sleep", "0");
      assertThat(changes(before)).isEmpty();
    }
    assertThat(changes(before)).isEmpty();
    assertThat(cgroupsOf(before, "-%d-docker-".formatted(ProcessHandle.current().pid()))).isEmpty();
  }

  @Test
  void theHostIsAsBeforeAfterAProcessThatWasKilledWithIt()
      throws IOException, InterruptedException {
    Snapshot before = Snapshot.take();
    KilledJava.takesItsContainerAlong(KilledWithEngine.class);
    RuntimeCgroup.sweep();
    Cgroups.sweep();
    assertThat(changes(before)).isEmpty();
    assertThat(cgroupsOf(before, "-docker-")).isEmpty();
  }

  private static List<Change> changes(Snapshot before) {
    return before.changes(Snapshot.take()).stream()
        .filter(each -> OF_THE_HOST.contains(each.kind()))
        .toList();
  }

  private static List<Change> cgroupsOf(Snapshot before, String name) {
    return before.changes(Snapshot.take()).stream()
        .filter(each -> each.kind().equals("cgroup") && each.what().contains(name))
        .toList();
  }
}
