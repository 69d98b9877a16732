package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Lateness;
import org.cellblock.containers.host.OwnJava;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that leave their session, their parent and their environment behind. */
@Tag("kernel")
class DaemonTests {

  /** Says its pid to head, and runs on without anything of what started it. */
  private static final String DAEMON =
      """
      env -i setsid sh -c 'setsid sh -c "echo \\$\\$; exec >&- 2>&-; exec sleep 1000" & exit 0' |
      head -n 1
      """;

  @Test
  void aDaemonEndsWithItsCell() {
    Cell cell = Cell.open("daemon");
    long daemon = start(cell, DAEMON);
    assertThat(process(daemon)).matches(OwnJava::isAlive);
    cell.close();
    assertThat(process(daemon)).matches(ended -> !OwnJava.isAlive(ended));
  }

  @Test
  void aDaemonEndsWithItsCellThatHasNamespacesOfOtherKinds() {
    Cell cell = Cell.open("daemon");
    cell.unshare(UTS, MOUNT).sethostname("inside");
    long daemon = start(cell, DAEMON);
    cell.close();
    assertThat(process(daemon)).matches(ended -> !OwnJava.isAlive(ended));
  }

  @Test
  void aDaemonOfBeforeThePidNamespaceEndsWithItsCell() {
    Cell cell = Cell.open("daemon");
    long daemon = start(cell, DAEMON);
    cell.unshare(PID);
    cell.run("true");
    cell.close();
    assertThat(process(daemon)).matches(ended -> !OwnJava.isAlive(ended));
  }

  @Test
  void aDaemonOfAnotherCellRunsOn() {
    try (Cell other = Cell.open("other")) {
      Cell cell = Cell.open("daemon");
      start(cell, DAEMON);
      long daemon = start(other, DAEMON);
      cell.close();
      assertThat(process(daemon)).matches(OwnJava::isAlive);
    }
  }

  @Test
  void whatForksWithoutEndEndsWithItsCell() {
    Cell cell = Cell.open("daemon");
    cell.run("sh", "-c", "setsid sh -c 'exec >&- 2>&-; while :; do setsid sleep 0.01 & done' &");
    cell.close();
    assertThat(cell.processes()).isEmpty();
  }

  @Test
  void thisProcessIsNeverAmongThem() throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Thread starts =
        new Thread(
            () -> {
              while (goesOn.get()) {
                Host.run("true");
              }
            });
    starts.start();
    Set<Long> seen = new HashSet<>();
    for (int look = 0; look < 300; look++) {
      seen.addAll(ProcessMark.OF_THE_HOST.processes());
    }
    goesOn.set(false);
    starts.join();
    assertThat(seen).isNotEmpty().doesNotContain(ProcessHandle.current().pid());
  }

  @Test
  void aDaemonIsAProcessOfItsCell() {
    try (Cell cell = Cell.open("daemon")) {
      long daemon = start(cell, DAEMON);
      assertThat(cell.processes()).contains(daemon);
    }
  }

  @Test
  void aLimitThatWouldHideProgramsIsRefusedWithoutAPidNamespace() {
    try (Cell cell = Cell.open("daemon")) {
      cell.rlimit(Resource.RLIMIT_LOCKS, 1, Rlimit.UNLIMITED);
      assertThatThrownBy(() -> cell.run("true"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "RLIMIT_LOCKS 1:unlimited: a cell without a pid namespace knows its programs by this"
                  + " limit, which Linux ignores: unshare(PID) first");
      cell.unshare(PID);
      assertThat(cell.run("sh", "-c", "grep locks /proc/self/limits").stdout())
          .matches("Max file locks +1 +unlimited .*\\s+");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cell", "host"})
  void aDaemonEndsWithTheNotebookKernel(String where) throws Exception {
    Process java = OwnJava.start(DaemonMain.class, where, DAEMON);
    Path daemon = Path.of("/proc", java.inputReader().readLine());
    assertThat(daemon).matches(OwnJava::isAlive);
    try (Lateness late = new Lateness()) {
      late.begin();
      java.destroyForcibly();
      assertThat(late.untilGone(() -> !OwnJava.isAlive(daemon))).isLessThan(Lateness.PROMISED);
    }
  }

  private static long start(Cell cell, String daemon) {
    return Long.parseLong(cell.run("sh", "-c", daemon).stdout().strip());
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }
}
