package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTests {

  static Stream<Arguments> callsThatChangeTheirThreadsWorld() {
    return Stream.of(
        call("unshare(flags=CLONE_NEWUTS)", () -> Linux.unshare(Namespace.UTS)),
        call(
            "setns(file=\"/proc/self/ns/uts\", nstype=CLONE_NEWUTS)",
            () -> Linux.setns(Path.of("/proc/self/ns/uts"), Namespace.UTS)),
        call("sethostname(name=\"oops\")", () -> Linux.sethostname("oops")),
        call(
            "mount(source=\"tmpfs\", target=\"/tmp\", type=\"tmpfs\")",
            () -> Linux.mount("tmpfs", "/tmp", "tmpfs")),
        call("umount2(target=\"/tmp\")", () -> Linux.umount2("/tmp")),
        call("pivot_root(new_root=\".\", put_old=\".\")", () -> Linux.pivotRoot(".", ".")),
        call("posix_spawn(path=\"pid 1\")", () -> PidOne.start(false)),
        call("chroot(path=\"/tmp\")", () -> Linux.chroot("/tmp")),
        call("chdir(path=\"/tmp\")", () -> Linux.chdir("/tmp")),
        call(
            "write(file=\"/proc/self/comm\", text=\"x\")",
            () -> Linux.write(Path.of("/proc/self/comm"), "x")),
        call("ioctl(request=\"SIOCSIFFLAGS\", name=\"lo\", flags=\"IFF_UP\")", Loopback::up));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsThatChangeTheirThreadsWorld")
  void anOrdinaryThreadIsRefused(String call, Runnable body) {
    assertThatThrownBy(body::run)
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith(
            call
                + ": refused: this thread is on the host, which is never changed\n"
                + "Hint: open a Cell first, then cell.call(() -> "
                + (call.startsWith("posix_spawn") ? "PidOne." : "Linux."));
  }

  @Test
  void aCellThatSharesItsHostNameIsRefused() {
    CellThread cell = CellThread.start("careless");
    assertThatThrownBy(() -> cell.call(GuardTests::rename))
        .hasMessage(
            "sethostname(name=\"oops\"): refused: this cell still shares UTS with the host\n"
                + "Hint: unshare(UTS) first");
    assertThat(Linux.gethostname()).isNotEqualTo("oops");
    cell.end();
  }

  @Test
  void aCellThatSharesItsPidsHasNoPidOne() {
    CellThread cell = CellThread.start("careless");
    assertThatThrownBy(() -> cell.call(() -> PidOne.start(false)))
        .hasMessage(
            "posix_spawn(path=\"pid 1\"): refused: this cell still shares PID with the host\n"
                + "Hint: unshare(PID) first");
    cell.end();
  }

  @Test
  void aCellThatSharesItsMountsIsRefused() {
    CellThread cell = CellThread.start("careless");
    assertThatThrownBy(() -> cell.call(GuardTests::mount))
        .hasMessage(
            "mount(source=\"tmpfs\", target=\"/tmp\", type=\"tmpfs\"): refused: this cell still"
                + " shares MOUNT with the host\nHint: unshare(MOUNT) first");
    cell.end();
  }

  @Test
  void chdirMovesTheCellsThreadAlone() throws Exception {
    Path before = Path.of("/proc/self/cwd").toRealPath();
    CellThread cell = CellThread.start("walker");
    Path inside =
        cell.call(
            () -> {
              Linux.chdir("/");
              return Path.of("/proc/thread-self/cwd").toRealPath();
            });
    assertThat(inside).isEqualTo(Path.of("/"));
    assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(before);
    cell.end();
  }

  private static Void rename() {
    Linux.sethostname("oops");
    return null;
  }

  private static Void mount() {
    Linux.mount("tmpfs", "/tmp", "tmpfs");
    return null;
  }

  private static Arguments call(String text, Runnable body) {
    return Arguments.of(text, body);
  }
}
