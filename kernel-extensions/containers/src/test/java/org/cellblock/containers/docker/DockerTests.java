package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cellblock.containers.Cell;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.image.Image;
import org.cellblock.linux.Signal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** One engine of our own for all tests: each start takes a second. */
@NeedsDocker
class DockerTests {

  private static Docker docker;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    docker = Docker.start();
  }

  @AfterAll
  static void end() {
    docker.close();
    assertThat(docker.isOpen()).isFalse();
  }

  @AfterEach
  void removeAll() {
    DockerContainers.closeAll();
  }

  private static DockerRun sleeper() {
    return Docker.run("busybox", "sleep", "1000").network("none");
  }

  @Test
  void theNotebooksEngineIsOneHoweverOftenItIsStarted() {
    assertThat(Docker.start()).isSameAs(docker);
    assertThat(docker.images().stringColumn("repository").asList()).contains("busybox");
  }

  @Test
  void aContainerIsAProcessOfTheHostWithItsLimits() throws IOException {
    DockerContainer container = sleeper().memory("400m").cpus(0.5).pids(20).start();
    assertThat(Files.readString(Path.of("/proc/" + container.pid() + "/cmdline")))
        .isEqualTo("sleep\0" + "1000\0");
    assertThat(container.inspect().get("HostConfig.Memory")).isEqualTo("419430400");
    assertThat(container.cgroup().files().stringColumn("value").asList())
        .contains("400 MiB", "0.5 CPUs", "20");
    assertThat(Comparison.of(container).table().stringColumn("pids").get(0)).isEqualTo("own");
    assertThat(container.top().stringColumn("cmd").asList()).containsExactly("sleep 1000");
  }

  @Test
  void execTellsOutputErrorsAndStatus() {
    DockerContainer container = sleeper().start();
    Output output = container.exec("sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(output.stdout()).isEqualTo("out\n");
    assertThat(output.stderr()).isEqualTo("err\n");
    assertThat(output.exitStatus()).isEqualTo(3);
    assertThat(container.exec("nope").exitStatus()).isIn(126, 127);
  }

  @Test
  void aShellStaysOpenFromLineToLine() {
    DockerContainer container = sleeper().hostname("web").start();
    try (DockerShell shell = container.shell()) {
      assertThat(shell.type("A=1")).endsWith("# ");
      assertThat(shell.type("echo $A$(hostname)")).contains("\n1web\n");
      shell.type("exit");
      assertThat(shell.isOpen()).isFalse();
      assertThatThrownBy(() -> shell.type("ps")).hasMessageContaining("has ended");
    }
  }

  /** The seed's first steps: the shell is pid 1, and what it starts are its children. */
  @Test
  void theContainersOwnShellIsTypedTo() {
    DockerContainer container =
        Docker.run("busybox", "/bin/sh").network("none").interactive().start();
    DockerShell shell = container.attach();
    shell.type("sleep 500 &");
    assertThat(shell.type("ps")).contains("1 root     /bin/sh", "sleep 500");
    assertThat(ProcessHandle.of(container.pid()).orElseThrow().children().count()).isEqualTo(1);
    assertThatThrownBy(() -> sleeper().start().attach()).hasMessageContaining("no terminal");
  }

  @Test
  void oneRunsToItsEndAndIsGone() {
    Output output = Docker.run("busybox", "sh", "-c", "echo hi; exit 4").network("none").output();
    assertThat(output.stdout()).isEqualTo("hi\n");
    assertThat(output.exitStatus()).isEqualTo(4);
    assertThat(docker.ps(true).rowCount()).isZero();
  }

  @Test
  void theSameNameAgainReplacesOursAndTheEnginesRefusalIsTold() {
    DockerContainer first = sleeper().name("foo").start();
    DockerContainer second = sleeper().name("foo").start();
    assertThat(first.isOpen()).isFalse();
    assertThat(DockerContainers.all()).containsExactly(second);
    second.drop();
    assertThatThrownBy(() -> sleeper().name("foo").start())
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("name \"/foo\" is already in use")
        .hasMessageContaining("status 409");
    assertThat(docker.command("rm -f foo").succeeded()).isTrue();
  }

  @Test
  void whatIsntThereIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> Docker.run("nope").start())
        .hasMessageContaining("No such image: nope:latest; images() lists");
    DockerContainer container = sleeper().start();
    container.close();
    assertThatThrownBy(container::logs).hasMessageContaining("is removed");
    assertThat(container).hasToString("container %s (removed)".formatted(container.name()));
  }

  @Test
  void aSignalEndsItAndEventsTellSo() {
    try (DockerEvents events = docker.events()) {
      DockerContainer container = sleeper().start();
      container.kill(Signal.SIGKILL);
      DockerEvent died = events.await("die", Duration.ofSeconds(20));
      assertThat(died.name()).isEqualTo(container.name());
      assertThat(died.details()).isEqualTo("exit status 137");
      assertThatThrownBy(container::pid).hasMessageContaining("isn't running");
      container.start().stop(Duration.ZERO).rm();
      assertThat(container.isOpen()).isFalse();
    }
  }

  @Test
  void filesGoInAndOutAndAreChanges() throws IOException {
    DockerContainer container = sleeper().start();
    Path file = Files.writeString(directory.resolve("file"), "text\n");
    container.cp(file, "/tmp");
    assertThat(container.exec("cat", "/tmp/file").stdout()).isEqualTo("text\n");
    container.cp("/tmp/file", directory.resolve("back"));
    assertThat(directory.resolve("back")).hasContent("text\n");
    assertThat(container.diff().stringColumn("path").asList()).contains("/tmp/file");
    assertThatThrownBy(() -> container.cp("/tmp", directory.resolve("back2")))
        .hasMessageContaining("expected a file, no directory");
  }

  @Test
  void anImageOfOursComesBackWithItsDigests() throws IOException {
    Path layer = Files.createDirectories(directory.resolve("layer/etc"));
    Files.writeString(layer.resolve("motd"), "hello\n");
    Image ours =
        Image.build().layer(layer.getParent()).cmd("x").writeTo(directory.resolve("image"));
    String id = docker.load(ours, "ours:1");
    assertThat(ours.manifest()).contains(id);
    Image back = docker.save("ours:1");
    assertThat(back.layers().print()).isEqualTo(ours.layers().print());
    assertThat(back.config()).isEqualTo(ours.config());
    assertThat(back.digest()).isEqualTo(ours.digest());
    docker.rmi("ours:1");
  }

  @Test
  void aDockerfileBuildsUsesItsCacheAndFailsAloud() {
    String dockerfile = "FROM busybox\nCOPY a /a\nRUN echo hi > /b\n";
    docker.build("built:1", dockerfile, Map.of("a", "text"));
    assertThat(docker.build("built:1", dockerfile, Map.of("a", "text"))).contains("Using cache");
    assertThat(docker.history("built:1").stringColumn("created by").asList())
        .anyMatch(step -> step.contains("echo hi > /b"));
    assertThatThrownBy(() -> docker.build("no:1", "FROM busybox\nRUN false\n"))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("returned a non-zero code: 1");
  }

  @Test
  void whatIsCommittedIsAnImage() {
    DockerContainer container = sleeper().start();
    container.exec("touch", "/made");
    assertThat(container.commit("mine:1")).startsWith("sha256:");
    assertThat(Docker.run("mine:1", "ls", "/made").network("none").output().succeeded()).isTrue();
  }

  @Test
  void inANetworkOfTheirOwnTheyFindOneAnotherByName() {
    docker.createNetwork("shop").createVolume("goods");
    Docker.run("busybox", "sleep", "1000").network("shop").volume("goods", "/g").name("db").start();
    Output ping = Docker.run("busybox", "ping", "-c", "1", "db").network("shop").output();
    assertThat(ping.succeeded()).as(ping.toString()).isTrue();
    DockerContainers.closeAll();
    docker.removeNetwork("shop");
    docker.removeVolume("goods");
    assertThat(docker.networks().stringColumn("name").asList()).doesNotContain("shop");
  }

  /** What the engine does, taken apart: the same configuration, by our own calls. */
  @Test
  void theConfigurationThatRuncGotMakesACellOfOurs() {
    DockerContainer container =
        sleeper().hostname("apart").memory("64m").env("A", "b").capDrop("MKNOD").start();
    assertThat(container.config().json()).contains("\"sleep\"", "67108864");
    assertThat(container.config().leftOut()).contains("linux.seccomp", "mounts /etc/hosts");
    try (Cell cell = container.asBundle().asCell()) {
      assertThat(cell.run("hostname").stdout()).isEqualTo("apart\n");
      assertThat(cell.run("sh", "-c", "echo $A").stdout()).isEqualTo("b\n");
      Table both = Comparison.of(container, cell.start("sleep", "1000")).table();
      for (String column : List.of("memory", "bounding", "no new privs")) {
        assertThat(both.stringColumn(column).get(1)).isEqualTo(both.stringColumn(column).get(0));
      }
    }
  }

  @Test
  void aNetworkOfAnothersIsNoBundle() {
    sleeper().name("first").start();
    DockerContainer second = sleeper().network("container:first").start();
    assertThatThrownBy(second::asBundle)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("namespace [network] of /proc/")
        .hasMessageContaining("a bundle joins no other's");
  }

  @Test
  void theChainLeadsFromTheNotebookToTheProcess() {
    DockerContainer container = sleeper().start();
    assertThat(container.chain().toString())
        .containsSubsequence("client notebook kernel", "process dockerd", "process containerd")
        .containsSubsequence(
            "process containerd-shim-runc-v2", "process sleep 1000 · pid " + container.pid());
  }

  @Test
  void theDockerCommandSeesTheSame() {
    DockerContainer container = sleeper().start();
    List<String> ps = docker.command("ps --no-trunc --quiet").stdout().lines().toList();
    assertThat(ps).containsExactly(container.id());
    assertThat(Host.run("docker", "--version").succeeded()).isTrue();
  }
}
