package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Provokes each answer whose text misleads, on the real kernel. */
@NeedsNamespaces
class ExplanationTests {

  private final CellThread cell = CellThread.start("explanations");

  @AfterEach
  void endTheThread() {
    cell.end();
  }

  @Test
  void aUserNamespaceForAProcessWithManyThreads() {
    SyscallException refused = provoke(() -> Linux.unshare(Namespace.USER));
    assertThat(refused.getMessage().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("unshare(flags=CLONE_NEWUSER): EINVAL (22) Invalid argument"),
            line -> assertThat(line).matches("this process has \\d+ threads"),
            line -> assertThat(line).startsWith("Hint: a process with more than one thread"));
  }

  @Test
  void aFileSystemThatTheKernelDoesNotKnow() {
    own(Namespace.MOUNT);
    SyscallException refused = provoke(() -> Linux.mount("x", "/tmp", "nosuchfs"));
    assertThat(refused)
        .hasMessage(
            "mount(source=\"x\", target=\"/tmp\", type=\"nosuchfs\"): ENODEV (19) No such device\n"
                + "Hint: the kernel doesn't know this file system type;"
                + " /proc/filesystems lists them");
  }

  @Test
  void aWrongMountOption() {
    own(Namespace.MOUNT);
    SyscallException refused = provoke(() -> Linux.mount("x", "/tmp", "tmpfs", "size=many"));
    assertThat(refused.errnoName()).isEqualTo("EINVAL");
    assertThat(refused.hint()).startsWith("a wrong option");
  }

  @Test
  void aMountOnTheSamePlaceTwice() {
    own(Namespace.MOUNT, Namespace.IPC);
    runOnCell(() -> Linux.mount("mqueue", "/tmp", "mqueue"));
    SyscallException refused = provoke(() -> Linux.mount("mqueue", "/tmp", "mqueue"));
    assertThat(refused.errnoName()).isEqualTo("EBUSY");
    assertThat(refused.hint()).startsWith("the same thing is mounted there already");
  }

  @Test
  void aNewRootThatIsNoMountPoint() {
    own(Namespace.MOUNT);
    SyscallException refused = provoke(() -> Linux.pivotRoot("/proc/sys", "/proc/sys"));
    assertThat(refused.errnoName()).isEqualTo("EINVAL");
    assertThat(refused.hint()).startsWith("the new root must be a mount point");
  }

  @Test
  @NeedsRoot
  void aNewRootOnTheMountOfTheCurrentOne() {
    own(Namespace.MOUNT);
    SyscallException refused = provoke(() -> Linux.pivotRoot("/", "/"));
    assertThat(refused.errnoName()).isEqualTo("EBUSY");
    assertThat(refused.hint()).startsWith("the new root is on the current root's mount");
  }

  @Test
  void aNamespaceOfAnotherKind() {
    Path network = Path.of("/proc/self/ns/net");
    SyscallException refused = provoke(() -> Linux.setns(network, Namespace.UTS));
    assertThat(refused.errnoName()).isEqualTo("EINVAL");
    assertThat(refused.hint()).startsWith("the file isn't a namespace of that kind");
  }

  @Test
  void aProgramAfterTheEndOfPidOne() {
    own(Namespace.PID);
    SyscallException refused =
        provoke(
            () -> {
              PidOne first = PidOne.start(false);
              first.awaitReady();
              first.close();
              PidOne.start(false);
            });
    assertThat(refused.errnoName()).isEqualTo("ENOMEM");
    assertThat(refused.hint()).startsWith("not the memory: the pid namespace is dead");
  }

  @Test
  void whatNeedsCapabilitiesWithoutAny() {
    own(Namespace.UTS, Namespace.MOUNT, Namespace.NETWORK);
    runOnCell(Capabilities::dropAll);
    assertDenied(provoke(() -> Linux.unshare(Namespace.IPC)));
    assertDenied(provoke(() -> Linux.sethostname("x")));
    assertDenied(provoke(() -> Linux.mount("x", "/tmp", "tmpfs")));
    assertDenied(provoke(() -> Linux.chroot("/tmp")));
    assertDenied(provoke(() -> Linux.setns(Path.of("/proc/self/ns/ipc"), Namespace.IPC)));
    assertDenied(provoke(Loopback::up));
  }

  private static void assertDenied(SyscallException denied) {
    assertThat(denied.errnoName()).as(denied.call()).isEqualTo("EPERM");
    assertThat(denied.hint()).as(denied.call()).contains("is needed");
    if (!denied.call().equals("setns")) {
      assertThat(denied.evidence()).isNotEmpty();
    }
  }

  private void own(Namespace... kinds) {
    runOnCell(() -> Linux.unshare(kinds));
  }

  private SyscallException provoke(Runnable body) {
    return catchThrowableOfType(SyscallException.class, () -> runOnCell(body));
  }

  private void runOnCell(Runnable body) {
    cell.call(
        () -> {
          body.run();
          return null;
        });
  }
}
