package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the guard's table. Each attack asks for what is so already, or hits a stranger. */
@NeedsNamespaces
class OwnershipTests {

  private final CellThread cell = CellThread.start("owner");

  @AfterEach
  void endTheThread() {
    cell.end();
  }

  @Test
  void aStrangersHostNameStaysAsItIs() throws Exception {
    try (Stranger stranger = Stranger.in(Namespace.UTS)) {
      run(() -> Linux.setns(stranger.namespace(Namespace.UTS), Namespace.UTS));
      String name = cell.call(Linux::gethostname);
      assertThatThrownBy(() -> run(() -> Linux.sethostname(name)))
          .hasMessage(
              "sethostname(name=\"%s\"): refused: the UTS namespace that this cell is in isn't"
                      .formatted(name)
                  + " Cellblock's: another made it\n"
                  + "Hint: look as you like; to change something, unshare(UTS) first");
      run(() -> Linux.unshare(Namespace.UTS));
      run(() -> Linux.sethostname("mine"));
      assertThat(cell.call(Linux::gethostname)).isEqualTo("mine");
    }
  }

  @Test
  void aStrangersHostNameStaysWhateverOtherCellsHaveAndAreIn() throws Exception {
    CellThread owner = CellThread.start("has-its-own");
    CellThread guest = CellThread.start("is-there-too");
    try (Stranger stranger = Stranger.in(Namespace.UTS)) {
      run(owner, () -> Linux.unshare(Namespace.UTS));
      for (CellThread each : List.of(guest, cell)) {
        run(each, () -> Linux.setns(stranger.namespace(Namespace.UTS), Namespace.UTS));
      }
      String name = cell.call(Linux::gethostname);
      refused("isn't Cellblock's", () -> Linux.sethostname(name));
    } finally {
      owner.end();
      guest.end();
    }
  }

  @Test
  void aStrangersMountsStayAsTheyAre() throws Exception {
    try (Stranger stranger = Stranger.in(Namespace.MOUNT)) {
      run(() -> Linux.setns(stranger.namespace(Namespace.MOUNT), Namespace.MOUNT));
      refused("isn't Cellblock's", () -> Linux.mount("tmpfs", "/mnt", "tmpfs"));
      refused("isn't Cellblock's", () -> Linux.umount2("/mnt"));
      refused("isn't Cellblock's", () -> Linux.pivotRoot("/mnt", "/mnt"));
    }
  }

  @Test
  void aStrangersNetworkStaysAsItIs() throws Exception {
    try (Stranger stranger = Stranger.in(Namespace.NETWORK)) {
      run(() -> Linux.setns(stranger.namespace(Namespace.NETWORK), Namespace.NETWORK));
      refused("isn't Cellblock's", Loopback::up);
      Path forward = Path.of("/proc/sys/net/ipv4/ip_forward");
      refused("isn't Cellblock's", () -> Linux.write(forward, "0"));
    }
  }

  @Test
  void whatAnotherCellMadeIsOwn() {
    CellThread maker = CellThread.start("maker");
    maker.call(
        () -> {
          Linux.unshare(Namespace.UTS);
          return null;
        });
    Path made = Path.of("/proc/self/task/%d/ns/uts".formatted(maker.tid()));
    run(() -> Linux.setns(made, Namespace.UTS));
    run(() -> Linux.sethostname("ours"));
    assertThat(maker.call(Linux::gethostname)).isEqualTo("ours");
    run(maker, () -> Linux.sethostname("still the maker's"));
    assertThat(cell.call(Linux::gethostname)).isEqualTo("still the maker's");
    maker.end();
  }

  @Test
  void aMountNamespaceWhoseMountsPropagateIsNotOwn() throws Exception {
    run(() -> Linux.chroot("/usr"));
    assertThatThrownBy(() -> run(() -> Linux.unshare(Namespace.MOUNT)))
        .hasMessageContaining("EINVAL");
    refused("isn't Cellblock's", () -> Linux.umount2("/no/such/place"));
  }

  @Test
  void aRemountWithoutBindDoesNotReachTheHostsFileSystem() {
    run(() -> Linux.unshare(Namespace.MOUNT));
    refused("reaches the file system itself", () -> Linux.mount(null, "/", null, remount()));
    refused("MS_BIND beside MS_REMOUNT", () -> Linux.mount(null, "/", null, remount()));
  }

  @Test
  void aRemountWithoutBindDoesNotReachAStrangersFileSystem() throws Exception {
    try (Stranger stranger = Stranger.in(Namespace.MOUNT)) {
      run(() -> Linux.setns(stranger.namespace(Namespace.MOUNT), Namespace.MOUNT));
      run(() -> Linux.unshare(Namespace.MOUNT));
      refused(
          "reaches the file system itself",
          () -> Linux.mount(null, "/mnt", null, MountFlag.MS_REMOUNT, MountFlag.MS_RDONLY));
      run(() -> Linux.chroot("/mnt"));
      run(() -> Linux.chdir("/"));
      refused("Hint: MNT_DETACH changes", () -> Linux.umount2("/"));
      refused("Hint: MNT_DETACH instead", () -> Linux.umount2("/", UmountFlag.MNT_FORCE));
      assertThat(Files.isWritable(Path.of("/proc/%d/root/mnt".formatted(stranger.pid())))).isTrue();
    }
  }

  @Test
  void aFileSystemThatTheCellMountedIsItsOwn() throws Exception {
    run(() -> Linux.unshare(Namespace.MOUNT));
    run(() -> Linux.mount("tmpfs", "/mnt", "tmpfs"));
    run(() -> Linux.mount(null, "/mnt", null, MountFlag.MS_REMOUNT, MountFlag.MS_RDONLY));
    assertThatThrownBy(() -> cell.call(() -> Files.createFile(Path.of("/mnt/x"))))
        .isInstanceOf(IOException.class);
    run(() -> Linux.mount(null, "/mnt", null, "size=1m", MountFlag.MS_REMOUNT));
    run(() -> Linux.umount2("/mnt", UmountFlag.MNT_FORCE));
  }

  @Test
  void aMountOverTheRootMakesTheRootNobodysOwn() {
    run(() -> Linux.unshare(Namespace.MOUNT));
    run(() -> Linux.mount("tmpfs", "/", "tmpfs"));
    refused("reaches the file system itself", () -> Linux.mount(null, "/", null, remount()));
  }

  @Test
  void changesOfMountsReachTheCellAlone(@TempDir Path directory) throws Exception {
    String place = directory.toString();
    String before = Files.readString(Path.of("/proc/self/mountinfo"));
    run(() -> Linux.unshare(Namespace.MOUNT));
    run(() -> Linux.mount("/proc/self", place, null, MountFlag.MS_BIND));
    run(() -> Linux.mount(null, place, null, MountFlag.MS_SHARED));
    run(() -> Linux.mount(null, place, null, MountFlag.MS_PRIVATE));
    run(() -> Linux.mount(place, "/mnt", null, MountFlag.MS_MOVE));
    run(() -> Linux.umount2("/mnt", UmountFlag.MNT_DETACH));
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"devtmpfs", "debugfs", "tracefs", "binfmt_misc", "ext4", "fuse.sshfs"})
  void aFileSystemOfWhichTheMachineHasOneIsNotMounted(String type) throws Exception {
    String base = type.split("\\.")[0];
    boolean isModule = type.equals("binfmt_misc");
    assumeTrue(
        isModule || Files.readString(Path.of("/proc/filesystems")).contains("\t" + base + "\n"));
    run(() -> Linux.unshare(Namespace.MOUNT));
    refused("or the one that the machine has", () -> Linux.mount("none", "/mnt", type));
  }

  @Test
  void aBlockDeviceIsNotMountedWhateverTheTypeIs() throws Exception {
    Optional<Path> disk;
    try (var all = Files.list(Path.of("/sys/class/block"))) {
      disk = all.map(each -> Path.of("/dev", each.getFileName().toString())).findFirst();
    }
    assumeTrue(disk.filter(Files::exists).isPresent());
    String source = disk.orElseThrow().toString();
    run(() -> Linux.unshare(Namespace.MOUNT));
    refused("is a disk's", () -> Linux.mount(source, "/mnt", "nosuchfs"));
  }

  @Test
  void viewsOfTheKernelAreMountedWithoutOptions() {
    run(() -> Linux.unshare(Namespace.MOUNT, Namespace.NETWORK, Namespace.IPC));
    run(() -> Linux.mount("mqueue", "/mnt", "mqueue"));
    refused("options of sysfs", () -> Linux.mount("sysfs", "/mnt", "sysfs", "x=1"));
  }

  @Test
  void aHierarchyOfCgroupsIsNotMade() {
    run(() -> Linux.unshare(Namespace.MOUNT));
    refused("still shares CGROUP", () -> Linux.mount("cgroup2", "/mnt", "cgroup2"));
    run(() -> Linux.unshare(Namespace.CGROUP));
    refused(
        "this would make a hierarchy of cgroups",
        () -> Linux.mount("cgroup", "/mnt", "cgroup", "none,name=cellblock-test"));
  }

  @Test
  void onlyWhatCellblockStartedIsKilled() throws Exception {
    Process sleep = new ProcessBuilder("setsid", "sleep", "60").start();
    Linux.kill(sleep.pid(), Signal.SIGCONT);
    Linux.kill(sleep.pid(), Signal.SIGKILL);
    assertThat(sleep.waitFor()).isNotZero();
    long self = ProcessHandle.current().pid();
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    // where the parent is pid 1, it and everybody are refused before anybody is asked
    for (long pid : parent == 1 ? Set.of(self) : Set.of(parent, -parent, self)) {
      assertThatThrownBy(() -> Linux.kill(pid, Signal.SIGCONT))
          .hasMessage(
              "kill(pid=%d, signal=SIGCONT): refused: this process isn't one that Cellblock started"
                      .formatted(pid)
                  + "\nHint: what runs on the host is ended there, in a terminal");
    }
    assertThatThrownBy(() -> Linux.kill(Integer.MAX_VALUE, Signal.SIGCONT))
        .hasMessageContaining("ESRCH");
  }

  private static MountFlag remount() {
    return MountFlag.MS_REMOUNT;
  }

  private void refused(String why, Runnable body) {
    assertThatThrownBy(() -> run(body))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("refused: ")
        .hasMessageContaining(why);
  }

  private void run(Runnable body) {
    run(cell, body);
  }

  private static void run(CellThread thread, Runnable body) {
    thread.call(
        () -> {
          body.run();
          return null;
        });
  }
}
