package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class LinuxTests {

  private final CellThread cell = CellThread.start("linux-tests");

  @AfterEach
  void endTheThread() {
    cell.end();
  }

  @Test
  void aNewHostNameIsTheThreadsAlone() {
    String before = Linux.gethostname();
    run(() -> Linux.unshare(Namespace.UTS));
    run(() -> Linux.sethostname("inside"));
    assertThat(cell.call(Linux::gethostname)).isEqualTo("inside");
    assertThat(Linux.gethostname()).isEqualTo(before);
  }

  @Test
  void eachKindChangesItsOwnLinkOnly() throws Exception {
    for (Namespace kind : Set.of(Namespace.UTS, Namespace.IPC, Namespace.NETWORK)) {
      CellThread thread = CellThread.start("one-" + kind.procName());
      long before = inode(thread, kind);
      thread.call(
          () -> {
            Linux.unshare(kind);
            return null;
          });
      assertThat(inode(thread, kind)).as(kind.procName()).isNotEqualTo(before);
      assertThat(thread.own()).containsExactly(kind);
      assertThat(inode(thread, Namespace.USER)).isEqualTo(hostInode(Namespace.USER));
      thread.end();
    }
  }

  @Test
  @NeedsRoot
  void backInTheHostsNamespaceTheCellIsNoLongerItsOwner() {
    run(() -> Linux.unshare(Namespace.UTS));
    Path hosts = Path.of("/proc/" + ProcessHandle.current().pid() + "/ns/uts");
    run(() -> Linux.setns(hosts, Namespace.UTS));
    assertThat(cell.own()).isEmpty();
    assertThatThrownBy(() -> run(() -> Linux.sethostname("oops")))
        .hasMessageContaining("still shares UTS with the host");
  }

  @Test
  void aMountInACellDoesNotReachTheHost() throws Exception {
    String before = Files.readString(Path.of("/proc/self/mounts"));
    run(() -> Linux.unshare(Namespace.MOUNT));
    run(() -> Linux.mount("tmpfs", "/tmp", "tmpfs", "size=1m"));
    assertThat(cell.call(() -> Files.readString(Path.of("/proc/thread-self/mounts"))))
        .contains("tmpfs /tmp tmpfs");
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(before);
    run(() -> Linux.umount2("/tmp", UmountFlag.MNT_DETACH));
  }

  @Test
  void theTraceTellsCallArgumentsAndResult() {
    run(() -> Linux.unshare(Namespace.UTS));
    assertThatThrownBy(() -> run(() -> Linux.chdir("/no/such/place")));
    assertThat(cell.trace())
        .extracting(TracedCall::call, TracedCall::arguments, TracedCall::result)
        .containsExactly(
            tuple("unshare", "flags=CLONE_NEWUTS", "0"),
            tuple("chdir", "path=\"/no/such/place\"", "ENOENT"));
  }

  @Test
  void aHostNameOfWrongLengthIsRefusedBeforeTheKernelIsAsked() {
    assertThatThrownBy(() -> Linux.sethostname("x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("host name [%s] has 65 bytes: expected 1 to 64".formatted("x".repeat(65)));
  }

  @Test
  void killNeverReachesEverybody() {
    for (long pid : new long[] {0, 1, -1, 0xffff_ffffL, 0x1_0000_0000L}) {
      assertThatThrownBy(() -> Linux.kill(pid, Signal.SIGKILL))
          .hasMessage(
              "kill: pid [%d]: expected a process above 1 or a process group below -1"
                  .formatted(pid));
    }
  }

  @Test
  void theLoopbackDeviceOfANewNetworkComesUp() throws Exception {
    run(() -> Linux.unshare(Namespace.NETWORK));
    run(Loopback::up);
    assertThat(cell.call(() -> Files.readString(Path.of("/proc/thread-self/net/if_inet6"))))
        .contains("lo");
  }

  private void run(Runnable body) {
    cell.call(
        () -> {
          body.run();
          return null;
        });
  }

  private static long inode(CellThread thread, Namespace kind) throws Exception {
    return (Long)
        Files.getAttribute(
            Path.of("/proc/self/task/%d/ns/%s".formatted(thread.tid(), kind.procName())),
            "unix:ino");
  }

  private static long hostInode(Namespace kind) throws Exception {
    return (Long) Files.getAttribute(Path.of("/proc/self/ns/" + kind.procName()), "unix:ino");
  }
}
