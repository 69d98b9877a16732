package org.cellblock.containers.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cells;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

@NeedsNamespaces
class JailTests {

  @AfterEach
  void stopAll() {
    Jails.stopAll();
    assertThat(Cells.all()).noneMatch(cell -> cell.name().startsWith("cellblock-jail"));
  }

  @Test
  void aJailOfTheFileRunsWithItsHostName() {
    String before = Host.hostname();
    Jail jail = busybox("jail-a { host.hostname = inside; exec.start = 'hostname > /tmp/who'; }");
    jail.start();
    assertThat(jail.exec("cat", "/tmp/who").stdout()).isEqualTo("inside\n");
    assertThat(jail.exec("ps", "-o", "pid,comm").stdout())
        .startsWith("PID   COMMAND\n    1 init\n");
    assertThat(Host.hostname()).isEqualTo(before);
  }

  @Test
  void theListIsWhatJlsShows() {
    Jail jail = busybox("jail-a { persist; host.hostname = first; path = /srv/a; }").start();
    jail.exec("hostname", "second");
    Table table = Jails.list();
    assertThat(table.columnNames()).containsExactly("jid", "ip address", "hostname", "path");
    assertThat(table.stringColumn("hostname").asList()).containsExactly("second");
    assertThat(table.stringColumn("path").asList()).containsExactly("/srv/a");
    assertThat(jail).hasToString("jail jail-a (jid %d)".formatted(table.intColumn("jid").get(0)));
  }

  @Test
  void aDirectoryWithOneStaticProgramIsARoot(@TempDir Path directory) throws IOException {
    for (String name : List.of("bin", "dev", "proc")) {
      Files.createDirectory(directory.resolve(name));
    }
    Path busybox = Path.of(Host.run("sh", "-c", "command -v busybox").stdout().strip());
    Files.copy(busybox, directory.resolve("bin/busybox"));
    assertThat(directory.resolve("bin/busybox").toFile().setExecutable(true, false)).isTrue();
    Jail jail = Jail.named("jail-a").path(directory).set("persist", "true").start();
    assertThat(jail.exec("/bin/busybox", "ls", "/").stdout()).isEqualTo("bin\ndev\nproc\n");
  }

  @Test
  void withoutAPathTheRootIsTheHostsButNotTheProcesses() {
    Jail jail = Jail.named("jail-a").set("persist", "true").start();
    assertThat(jail.exec("sh", "-c", "ls -d /proc/[0-9]* | wc -l").stdout().strip())
        .matches("[1-5]");
    assertThat(Files.exists(Path.of("/proc/" + ProcessHandle.current().pid()))).isTrue();
  }

  @Test
  void theCommandRunsInTheBackgroundUntilItIsStopped() {
    Jail jail = busybox("jail-a { command = sleep, 1000; }").start();
    long pid = jail.program().pid();
    assertThat(jail.program().isRunning()).isTrue();
    jail.stop();
    assertThat(Files.exists(Path.of("/proc/" + pid))).isFalse();
    assertThat(jail.isRunning()).isFalse();
    assertThat(Jails.list().isEmpty()).isTrue();
  }

  @Test
  void commandsRunInTheOrderOfTheManPage(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    StringBuilder text = new StringBuilder("$log = \"%s\"; jail-a {".formatted(log));
    for (String step : "prestart created poststart prestop poststop".split(" ")) {
      text.append("exec.%s = \"echo %s >> $log\";".formatted(step, step));
    }
    text.append("exec.start = 'echo start > /tmp/x', 'echo more >> /tmp/x';");
    Jail jail = busybox(text + "exec.stop = 'test -s /tmp/x'; }").start();
    assertThat(jail.exec("cat", "/tmp/x").stdout()).isEqualTo("start\nmore\n");
    jail.stop();
    assertThat(Files.readAllLines(log))
        .containsExactly("prestart", "created", "poststart", "prestop", "poststop");
  }

  @Test
  void processesAreAskedToEndBeforeTheyAreKilled(@TempDir Path directory) throws IOException {
    for (String name : List.of("out", "root")) {
      Files.createDirectory(directory.resolve(name));
    }
    String mount = "mount = \"%s/out /jail/tmp nullfs rw 0 0\";".formatted(directory);
    String trap =
        "trap 'echo asked > /tmp/said; exit' TERM; touch /tmp/up; while :; do sleep 0.02; done";
    Jail jail = busybox("jail-a { path = /jail; %s command = \"%s\"; }".formatted(mount, trap));
    jail.start();
    while (jail.program().isRunning() && !Files.exists(directory.resolve("out/up"))) {
      Thread.onSpinWait();
    }
    jail.stop();
    assertThat(directory.resolve("out/said")).hasContent("asked\n");
  }

  @Test
  void aJailStartsWhatItDependsOnAndStopsWhatDependsOnIt() {
    List<Jail> jails = Jails.parse("persist; jail-app { depend = jail-db; } jail-db { } ");
    jails.get(0).rootFs(RootFs.busybox()).start();
    assertThat(jails.get(1).exec("ls", "/").stdout()).doesNotContain("boot");
    assertThat(Jails.running())
        .extracting(each -> each.jail().name())
        .containsExactly("jail-db", "jail-app");
    jails.get(1).stop();
    assertThat(Jails.list().isEmpty()).isTrue();
  }

  @Test
  void commandsRunAsTheUserThatIsNamed() {
    boolean hasUsers = UserNamespace.mapsAllUsers();
    Assumptions.assumeTrue(hasUsers, "needs root, as a user namespace of one has only that user");
    Jail jail = busybox("jail-a { exec.jail_user = nobody; exec.start = 'id -u > /tmp/id'; }");
    assertThat(jail.start().exec("cat", "/tmp/id").stdout()).isEqualTo("65534\n");
  }

  @Test
  void aTmpfsOfTheFileIsMountedReadOnly() {
    Jail jail =
        busybox("jail-a { path = /j; persist; mount = 'tmpfs /j/home tmpfs ro 0 0'; }").start();
    assertThat(jail.exec("cat", "/proc/mounts").stdout())
        .containsPattern("(?m)^tmpfs /home tmpfs ro,");
  }

  @Test
  void aMountOutsideTheJailIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            busybox("jail-a { path = /j; persist; mount = '/etc /j/../etc nullfs rw'; }")::start)
        .withMessage(
            "mount [/etc /j/../etc nullfs rw]: expected a place below the jail's path [/j]");
  }

  @Test
  void theSystemsIpcAndNetworkAreSharedWhereTheFileSaysSo() {
    Jail jail = busybox("jail-a { persist; allow.sysvipc; ip4 = inherit; host = new; }").start();
    Table table = jail.cell().namespaces();
    assertThat(table.where(table.stringColumn("whose").isEqualTo("shared")).stringColumn("type"))
        .contains("ipc", "net")
        .doesNotContain("uts", "pid", "mnt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sysvmsg", "sysvsem", "sysvshm"})
  void onePartOfTheSystemsIpcIsSharedOnlyWithTheOthers(String part) {
    assertThat(whoseIpc(part + " = inherit;")).isEqualTo("shared");
    assertThat(whoseIpc(part + " = new;")).isEqualTo("own");
  }

  private static String whoseIpc(String parameter) {
    Jail jail = busybox("jail-a { persist; host = new; %s }".formatted(parameter)).start();
    Table table = jail.cell().namespaces();
    return table.where(table.stringColumn("type").isEqualTo("ipc")).stringColumn("whose").get(0);
  }

  @Test
  void anEmptyCommandIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.parse("jail-a { exec.start = ''; }").start())
        .withMessageStartingWith("jail [jail-a] has nothing to live for");
  }

  @Test
  void aCommandThatFailsLeavesNoJail() {
    Jail jail = busybox("jail-a { exec.start = 'echo no luck; exit 3'; }");
    assertThatIllegalStateException()
        .isThrownBy(jail::start)
        .withMessage(
            "jail jail-a: exec.start [echo no luck; exit 3]: expected status 0, got exit status 3\n"
                + "no luck");
    assertThat(jail.isRunning()).isFalse();
  }

  @Test
  void aCommandThatTakesTooLongIsKilled() {
    Jail jail = busybox("jail-a { exec.start = 'sleep 100'; exec.timeout = 1; }");
    assertThatIllegalStateException()
        .isThrownBy(jail::start)
        .withMessage(
            "jail jail-a: [/bin/sh -c sleep 100] takes longer than exec.timeout, 1 s: killed");
  }

  @Test
  void aJailWithoutAnythingToRunIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.named("jail-a").hostname("x").start())
        .withMessage(
            "jail [jail-a] has nothing to live for: expected a command, exec.start or persist, see"
                + " jail(8)");
  }

  @Test
  void aPathThatIsNoDirectoryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jail.parse("jail-a { path = /no/such; persist; }").start())
        .withMessage("root file system [/no/such]: expected a directory that exists");
  }

  @Test
  void jailsThatWaitForEachOtherAreRefused() {
    List<Jail> jails =
        Jails.parse("persist; jail-a { depend = jail-b; } jail-b { depend = jail-a; }");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jails.get(0).start())
        .withMessage(
            "depend [jail-a] of jail jail-b: each waits for the other, [jail-a, jail-b]: take one"
                + " away");
  }

  @Test
  void aJailThatDoesNotRunHasNothingToRunIn() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Jail.named("jail-a").exec("ls"))
        .withMessage("jail jail-a doesn't run: start() it first");
  }

  @Test
  void aJailIsComparedByItsCommand() {
    Jail jail = busybox("jail-a { host.hostname = a; command = 'sleep 100'; }").start();
    Table table = Comparison.of(jail).table();
    assertThat(jail.pid()).isEqualTo(jail.program().pid());
    assertThat(table.stringColumn("name").asList()).containsExactly("jail-a");
    for (String kind : List.of("mnt", "uts", "ipc", "pids", "net")) {
      assertThat(table.getString(0, kind)).as(kind).isEqualTo("own");
    }
  }

  @Test
  void aJailWithoutACommandIsComparedByItsPidOne() throws IOException {
    Jail jail = busybox("jail-a { persist; }").start();
    assertThat(Files.readString(Path.of("/proc/%d/status".formatted(jail.pid()))))
        .containsPattern("NSpid:.*\\t1\\n");
  }

  @Test
  void aJailThatDoesNotRunCantBeCompared() {
    Jail jail = Jail.named("jail-a").set("persist", "true");
    assertThatIllegalStateException()
        .isThrownBy(() -> Comparison.of(jail))
        .withMessage("jail jail-a doesn't run: start() it first");
  }

  private static Jail busybox(String text) {
    return Jail.parse(text).rootFs(RootFs.busybox());
  }

  @Test
  void allStopAlsoWhenACommandOfOneFails() {
    busybox("jail-a { persist; }").start();
    busybox("jail-b { persist; exec.stop = false; }").start();
    assertThatIllegalStateException()
        .isThrownBy(Jails::stopAll)
        .withMessageStartingWith("jail jail-b: exec.stop [false]");
    assertThat(Jails.list().rowCount()).isZero();
  }
}
