package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.junit.jupiter.api.Test;

@NeedsDocker
class PrivateEngineTests {

  private static final int PORT = 18473;

  @Test
  void itIsReadyWhenItHasStarted() {
    List<String> told = new ArrayList<>();
    try (PrivateEngine engine = PrivateEngine.start(told::add)) {
      assertThat(engine.isOpen()).isTrue();
      assertThat(engine.version()).matches("\\d+\\..*");
      assertThat(told).hasSize(2);
      assertThat(told.get(0)).startsWith("dockerd starts, " + engine.storageDriver());
      assertThat(told.get(1)).isEqualTo("engine %s is ready".formatted(engine.version()));
      assertThat(new DockerClient(engine).run("version", "--format", "{{.Server.Version}}"))
          .isEqualTo(engine.version());
    }
  }

  @Test
  void itRunsContainersInCgroupsOfThisProcess() {
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      DockerClient docker = new DockerClient(engine).withBusybox();
      String id = docker.run("run", "-d", "--init", "-m", "50m", "busybox", "sleep", "100");
      long inside = Long.parseLong(docker.run("inspect", "-f", "{{.State.Pid}}", id));
      long pid = engine.hostPid(inside).orElseThrow();
      Path ours = engine.cgroup().directory().orElseThrow();
      assertThat(Path.of("/proc/%d/cgroup".formatted(pid)))
          .content()
          .contains("/%s/docker/%s".formatted(ours.getFileName(), id));
      assertThat(docker.run("info", "-f", "{{.Driver}} {{.CgroupDriver}}"))
          .isEqualTo(engine.storageDriver() + " cgroupfs");
    }
  }

  /** A killed runc left a file of its exec in /tmp of the host. */
  @Test
  void whatItsShimsWriteForAMomentLiesInItsDirectory() throws IOException {
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      DockerClient docker = new DockerClient(engine).withBusybox();
      String id = docker.run("run", "-d", "busybox", "sleep", "100");
      long inside = Long.parseLong(docker.run("inspect", "-f", "{{.State.Pid}}", id));
      long pid = engine.hostPid(inside).orElseThrow();
      long shim = ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow().pid();
      Path place = engine.socket().resolveSibling("tmp");
      assertThat(Files.readString(Path.of("/proc/%d/environ".formatted(shim))).split("\0"))
          .contains("TMPDIR=" + place);
      assertThat(Files.isDirectory(Path.of("/proc/%d/root%s".formatted(shim, place)))).isTrue();
    }
  }

  @Test
  void aPublishedPortAnswersInItsNetworkAndNotOnTheHost() throws IOException {
    try (PrivateEngine engine = PrivateEngine.start(line -> {})) {
      DockerClient docker = new DockerClient(engine).withBusybox();
      String serve = "echo hello > index.html; httpd -f -p 80";
      docker.run("run", "-d", "-p", PORT + ":80", "busybox", "sh", "-c", serve);
      String answer = engine.place().cell().call(PrivateEngineTests::ask);
      for (int i = 0; i < 50 && answer.isEmpty(); i++) { // httpd may not listen yet
        answer = engine.place().cell().call(PrivateEngineTests::ask);
      }
      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("hello\n");
      assertThatThrownBy(PrivateEngineTests::ask).hasMessage("Connection refused");
    }
  }

  private static String ask() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", PORT)) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
      return new String(socket.getInputStream().readAllBytes());
    } catch (SocketException reset) {
      return onlyReset(reset);
    }
  }

  private static String onlyReset(SocketException thrown) throws SocketException {
    if (thrown instanceof ConnectException) {
      throw thrown;
    }
    return "";
  }

  @Test
  void twoHaveNothingInCommon() {
    try (PrivateEngine second = PrivateEngine.start(line -> {})) {
      DockerClient docker = new DockerClient(second);
      try (PrivateEngine first = PrivateEngine.start(line -> {})) {
        new DockerClient(first).withBusybox().run("run", "-d", "busybox", "sleep", "100");
        assertThat(docker.run("ps", "-a", "-q")).isEmpty();
      }
      assertThat(docker.run("info", "-f", "{{.Containers}}")).isEqualTo("0");
      assertThat(second.isOpen()).isTrue();
    }
  }

  @Test
  void nothingIsLeftOfItWhoeverClosesIt() {
    PrivateEngine engine = PrivateEngine.start(line -> {});
    DockerClient docker = new DockerClient(engine).withBusybox();
    docker.run("run", "-d", "busybox", "sleep", "100");
    List<Long> processes = engine.place().cell().processes();
    Path cgroup = engine.cgroup().directory().orElseThrow();
    Cells.named(engine.place().cell().name()).close();
    assertThat(processes).hasSizeGreaterThan(3).noneMatch(PrivateEngineTests::isThere);
    assertThat(Files.exists(engine.socket().getParent())).isFalse();
    assertThat(Files.exists(cgroup)).isFalse();
    assertThat(engine.isOpen()).isFalse();
    engine.close();
  }

  private static boolean isThere(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  @Test
  void nothingIsLeftOfAStartThatIsInterrupted() {
    Thread self = Thread.currentThread();
    assertThatThrownBy(() -> PrivateEngine.start(line -> self.interrupt()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cells()).isEmpty();
  }

  @Test
  void whoClosesItWhileItStartsIsTold() {
    List<Path> made = new ArrayList<>();
    assertThatThrownBy(
            () ->
                PrivateEngine.start(
                    line -> {
                      made.addAll(directories());
                      cells().forEach(each -> Cells.named(each).close());
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("engine docker-\\d+ was closed before it was ready: start another");
    assertThat(made).isNotEmpty().noneMatch(Files::exists);
    assertThat(cells()).isEmpty();
  }

  private static List<String> cells() {
    return Cells.open().stringColumn("name").asList().stream()
        .filter(name -> name.startsWith("cellblock-docker-"))
        .toList();
  }

  /** Finds what engines of this process have on the host. */
  private static List<Path> directories() {
    try (Stream<Path> all = Files.list(Host.temporaryDirectory("beside").getParent())) {
      return all.filter(each -> each.getFileName().toString().startsWith("docker-")).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
