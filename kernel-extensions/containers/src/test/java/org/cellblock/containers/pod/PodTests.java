package org.cellblock.containers.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class PodTests {

  private static final String[] SLEEP = {"sleep", "1000"};

  @AfterEach
  void closeAll() {
    Pods.closeAll();
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("cellblock-pod"));
  }

  private static PodSpec two() {
    return Pod.named("shop").container("app", SLEEP).container("sidecar", SLEEP);
  }

  @Test
  void itsContainersShareNetworkIpcAndHostNameAndHaveMountsAndPidsOfTheirOwn() {
    Pod pod = two().start();
    Table both = Comparison.of(pod.container("app"), pod.container("sidecar"), pod).table();
    for (String shared : List.of("uts", "ipc", "net")) {
      assertThat(both.stringColumn(shared).get(0)).as(shared).isEqualTo("with shop.sidecar, shop");
    }
    for (String own : List.of("mnt", "pids")) {
      assertThat(both.stringColumn(own).asList()).as(own).containsOnly("own");
    }
  }

  @Test
  void theNamespacesAreListedWithThePauseProcessAsTheirFirst() {
    Pod pod = two().start();
    Table table = pod.namespaces();
    Table net = table.where(table.stringColumn("type").isEqualTo("net"));
    assertThat(net.rowCount()).isEqualTo(1);
    assertThat(net.stringColumn("of").get(0)).isEqualTo("pause, app, sidecar");
    assertThat(net.longColumn("pid").get(0)).isEqualTo(pod.pid());
    assertThat(table.where(table.stringColumn("type").isEqualTo("pid")).stringColumn("of").asList())
        .containsExactly("pause", "app", "sidecar");
  }

  @Test
  void oneReachesAnotherAtLocalhost() {
    Pod pod = two().start();
    pod.container("app").cell().start("nc", "-l", "-p", "8080", "-e", "echo", "hello");
    await(() -> pod.exec("sidecar", "nc", "127.0.0.1", "8080").stdout().equals("hello\n"));
  }

  @Test
  void theHostNameIsOneAndTheHostsStays() {
    String before = Host.hostname();
    Pod pod = two().hostname("web").start();
    assertThat(pod.exec("app", "hostname").stdout()).isEqualTo("web\n");
    pod.exec("app", "hostname", "changed");
    assertThat(pod.exec("sidecar", "hostname").stdout()).isEqualTo("changed\n");
    assertThat(Host.hostname()).isEqualTo(before);
  }

  @Test
  void sharedMemoryIsOneDirectory() {
    Pod pod = two().start();
    pod.exec("app", "sh", "-c", "echo text > /dev/shm/x");
    assertThat(pod.exec("sidecar", "cat", "/dev/shm/x").stdout()).isEqualTo("text\n");
  }

  @Test
  void filesAreNotSharedButThoseOfAVolume() {
    ContainerSpec app = ContainerSpec.named("app").command(SLEEP).mount("data", "/data");
    ContainerSpec other = ContainerSpec.named("other").command(SLEEP).mount("data", "/srv/data");
    Pod pod = Pod.named("shop").emptyDir("data").container(app).container(other).start();
    pod.exec("app", "sh", "-c", "echo volume > /data/x; echo own > /tmp/x");
    assertThat(pod.exec("other", "cat", "/srv/data/x").stdout()).isEqualTo("volume\n");
    assertThat(pod.exec("other", "cat", "/tmp/x").succeeded()).isFalse();
  }

  @Test
  void aDirectoryOfTheHostIsAVolumeWhoseFilesStay(@TempDir Path directory) throws IOException {
    ContainerSpec app =
        ContainerSpec.named("app").command("sh", "-c", "echo kept > /data/x").mount("dir", "/data");
    Pod pod = Pod.named("shop").hostPath("dir", directory).container(app).start();
    pod.container("app").program().waitFor();
    pod.close();
    assertThat(Files.readString(directory.resolve("x"))).isEqualTo("kept\n");
  }

  @Test
  void processesOfTheOthersAreNotSeen() {
    Pod pod = two().start();
    assertThat(pod.exec("app", "ps", "-o", "comm").stdout().lines())
        .containsExactly("COMMAND", "init", "sleep", "ps");
  }

  @Test
  void theyAreSeenWherePidsAreShared() {
    Pod pod = two().shareProcessNamespace().start();
    assertThat(pod.exec("app", "ps", "-o", "pid,comm").stdout().lines().map(String::strip))
        .startsWith("PID   COMMAND", "1 init")
        .filteredOn(line -> line.endsWith("sleep"))
        .hasSize(2);
    assertThat(pod.exec("app", "ps", "-o", "comm").stdout().lines())
        .containsExactlyInAnyOrder("COMMAND", "init", "sleep", "sleep", "ps");
  }

  @Test
  void aContainerThatSharesPidsEndsWithAllThatItStarted() {
    Pod pod =
        Pod.named("shop")
            .container("app", "sh", "-c", "setsid sleep 1000 & setsid sleep 1000 & sleep 1000")
            .container("other", SLEEP)
            .shareProcessNamespace()
            .start();
    await(() -> sleeps(pod) == 4);
    pod.container("app").cell().close();
    assertThat(sleeps(pod)).isEqualTo(1);
  }

  private static long sleeps(Pod pod) {
    Output all = pod.exec("other", "ps", "-o", "comm");
    return all.stdout().lines().filter("sleep"::equals).count();
  }

  @Test
  void aRestartMakesAnotherRootAndOtherProcessesAndKeepsWhatIsShared() {
    Pod pod = two().start();
    long before = pod.container("app").pid();
    String network = pod.exec("app", "readlink", "/proc/self/ns/net").stdout();
    String addresses = pod.exec("app", "ip", "-4", "addr").stdout();
    pod.exec("app", "touch", "/tmp/file", "/dev/shm/file");
    pod.restart("app");
    assertThat(pod.container("app").pid()).isNotEqualTo(before);
    assertThat(pod.container("app").restarts()).isEqualTo(1);
    assertThat(pod.exec("app", "readlink", "/proc/self/ns/net").stdout()).isEqualTo(network);
    assertThat(pod.exec("app", "ip", "-4", "addr").stdout()).isEqualTo(addresses);
    assertThat(pod.exec("app", "ls", "/tmp", "/dev/shm").stdout())
        .isEqualTo("/dev/shm:\nfile\n\n/tmp:\n");
  }

  @Test
  void initContainersRunInOrderBeforeTheOthers() {
    Pod pod =
        Pod.named("shop")
            .initContainer("one", "sh", "-c", "echo one >> /dev/shm/order")
            .initContainer("two", "sh", "-c", "echo two >> /dev/shm/order")
            .container("app", "cat", "/dev/shm/order")
            .start();
    pod.container("app").program().waitFor();
    assertThat(pod.logs("app")).isEqualTo("one\ntwo\n");
  }

  @Test
  void anInitContainerThatFailsTakesThePodAlong() {
    PodSpec spec = two().initContainer("one", "sh", "-c", "echo no >&2; exit 3");
    assertThatIllegalStateException()
        .isThrownBy(spec::start)
        .withMessage("init container shop.one: expected status 0: no\n[exit status 3]");
    assertThat(Pods.all()).isEmpty();
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("shop"));
  }

  @Test
  void theStatusShowsHowAProgramEnded() {
    Pod pod =
        Pod.named("shop").container("app", "sh", "-c", "exit 3").container("b", SLEEP).start();
    pod.container("app").program().waitFor();
    Table status = pod.status();
    assertThat(status.stringColumn("state").asList()).containsExactly("exit status 3", "running");
    assertThat(status.longColumn("pid").isMissing(0)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> pod.exec("app", "true"))
        .withMessage(
            "container shop.app has ended (exit status 3): restart(\"app\") starts it again");
  }

  @Test
  void alwaysStartsAgainWhatHasEnded() {
    Pod pod = two().restartPolicy(RestartPolicy.ALWAYS).start();
    pod.container("app").program().kill();
    await(() -> pod.container("app").restarts() == 1 && pod.container("app").isRunning());
    assertThat(pod.container("sidecar").restarts()).isZero();
  }

  @Test
  void onFailureLeavesWhatSucceeded() {
    Pod pod =
        Pod.named("shop")
            .container("good", "true")
            .container("bad", "false")
            .restartPolicy(RestartPolicy.ON_FAILURE)
            .start();
    await(() -> pod.container("bad").restarts() >= 1);
    assertThat(pod.container("good").restarts()).isZero();
  }

  @Test
  void twoOfOneNameAreRefused() {
    two().start();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two().start())
        .withMessage(
            "pod [shop]: one of this name runs: close it first, Pods.named(\"shop\").close()");
    assertThat(Pods.all()).hasSize(1);
  }

  @Test
  void theNameOfACellIsRefused() {
    try (Cell cell = Cell.open("shop")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> two().start())
          .withMessageContaining("the cell shop has this name");
      assertThat(cell.isOpen()).isTrue();
    }
  }

  @Test
  void closingItsCellClosesIt() {
    Pod pod = two().start();
    pod.cell().close();
    assertThat(pod.isOpen()).isFalse();
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("shop"));
  }

  @Test
  void closedItLeavesNothing() throws IOException {
    Pod pod = two().memory("64m").emptyDir("data").start();
    long pause = pod.pid();
    long app = pod.container("app").pid();
    pod.close();
    pod.close();
    assertThat(Path.of("/proc/" + pause)).doesNotExist();
    assertThat(Path.of("/proc/" + app)).doesNotExist();
    assertThat(Files.readAllLines(Path.of("/proc/mounts")))
        .noneMatch(line -> line.contains(Host.cacheDirectory().toString()));
    assertThat(pod).hasToString("pod shop (closed)");
  }

  @Test
  void closedWhileItRestartsItLeavesNothing() throws InterruptedException {
    for (int i = 0; i < 8; i++) {
      Pod pod = two().start();
      AtomicReference<RuntimeException> refused = new AtomicReference<>();
      Thread restarting = new Thread(() -> restartUntilRefused(pod, refused));
      restarting.start();
      Thread.sleep(3 * i);
      pod.close();
      restarting.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(refused.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
      assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("shop"));
    }
  }

  private static void restartUntilRefused(Pod pod, AtomicReference<RuntimeException> refused) {
    try {
      while (true) {
        pod.restart("app");
      }
    } catch (RuntimeException closed) {
      refused.set(closed);
    }
  }

  @Test
  void anInterruptedStartLeavesNothing() throws InterruptedException {
    AtomicReference<RuntimeException> refused = new AtomicReference<>();
    PodSpec spec = two().initContainer("first", SLEEP);
    Thread starting =
        new Thread(
            () -> {
              try {
                spec.start();
              } catch (RuntimeException interrupted) {
                refused.set(interrupted);
              }
            });
    starting.start();
    await(() -> Cells.all().stream().anyMatch(cell -> cell.name().equals("shop.first")));
    starting.interrupt();
    starting.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(refused.get()).isInstanceOf(CancellationException.class);
    assertThat(Pods.all()).isEmpty();
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("shop"));
  }

  @Test
  void podsReachEachOtherByTheirAddresses() {
    Pod shop = two().start();
    Pod other = Pod.named("other").container("app", SLEEP).start();
    Assumptions.assumeTrue(other.toString().contains("10.88.0."), "needs the program ip: " + other);
    assertThat(other.address()).isNotEqualTo(shop.address());
    Output ping = shop.exec("app", "ping", "-c", "1", "-W", "2", other.address());
    assertThat(ping.stdout()).contains("1 packets received");
  }

  @Test
  void anImageThatIsNotHereIsRefusedUnlessItIsGiven() {
    ContainerSpec web = ContainerSpec.named("web").image("nginx:alpine").command(SLEEP);
    PodSpec spec = Pod.named("shop").container(web);
    assertThatIllegalArgumentException()
        .isThrownBy(spec::start)
        .withMessageStartingWith("image [nginx:alpine] of container web: nothing is pulled here");
    Pod pod = spec.image("nginx:alpine", RootFs.layers(RootFs.busybox())).start();
    assertThat(pod.exec("web", "cat", "/etc/hosts").succeeded()).isTrue();
  }

  @Test
  void aVolumeThatIsNotThereIsRefused() {
    PodSpec spec =
        Pod.named("shop")
            .container(ContainerSpec.named("app").command(SLEEP).mount("data", "/data"));
    assertThatIllegalArgumentException()
        .isThrownBy(spec::start)
        .withMessage(
            "container app mounts volume [data]: expected one of the pod's: .emptyDir(\"data\")");
  }

  @Test
  void theEnvironmentIsOfOneContainer() {
    Pod pod =
        Pod.named("shop")
            .container(ContainerSpec.named("app").command(SLEEP).env("COLOUR", "green"))
            .container("other", SLEEP)
            .start();
    assertThat(pod.exec("app", "sh", "-c", "echo $COLOUR").stdout()).isEqualTo("green\n");
    assertThat(pod.exec("other", "sh", "-c", "echo $COLOUR").stdout()).isEqualTo("\n");
  }

  @Test
  void thePictureHasPauseAndContainersWithTheirProcesses() {
    Pod pod = two().start();
    assertThat(pod.picture().toString())
        .contains("pod shop · shared: uts ipc net · hostname shop")
        .contains("process pause · pid " + pod.pid())
        .contains("container app · own: mnt pid")
        .contains("process sleep 1000 · pid " + pod.container("app").pid());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
