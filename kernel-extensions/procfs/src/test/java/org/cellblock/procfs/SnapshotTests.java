package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.MountFlag;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.UmountFlag;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SnapshotTests {

  private static Sight sight(String name, String... facts) {
    return Sight.of("mount", name, name, facts);
  }

  private static List<Change> changes(List<Sight> before, List<Sight> after) {
    return Snapshot.of(before).changes(Snapshot.of(after));
  }

  @Test
  void nothingChangedReadsAsSuch() {
    Snapshot look = Snapshot.of(List.of(sight("/", "type", "ext4")));
    Table diff = look.diff(look);
    assertThat(diff.name()).isEqualTo("nothing changed");
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.columnNames()).containsExactly("change", "kind", "what", "before", "after");
  }

  @Test
  void whatCameWentAndChangedIsTold() {
    assertThat(
            changes(
                List.of(
                    sight("/old", "type", "tmpfs"), sight("/", "type", "ext4", "options", "rw")),
                List.of(
                    sight("/", "type", "ext4", "options", "ro"), sight("/new", "type", "proc"))))
        .containsExactly(
            new Change("came", "mount", "/new", "", "type proc"),
            new Change("went", "mount", "/old", "type tmpfs", ""),
            new Change("changed", "mount", "/", "options rw", "options ro"));
  }

  @Test
  void aFactThatIsGoneIsAChange() {
    assertThat(changes(List.of(sight("/", "upper", "/u")), List.of(sight("/"))))
        .containsExactly(new Change("changed", "mount", "/", "upper /u", ""));
  }

  @Test
  void aNoteIsShownButNeverCompared() {
    Sight before = sight("/", "type", "ext4").withNote("then");
    assertThat(changes(List.of(before), List.of(before.withNote("now")))).isEmpty();
    assertThat(changes(List.of(), List.of(before)))
        .containsExactly(new Change("came", "mount", "/", "", "then"));
  }

  @Test
  @NeedsNamespaces
  void aProcessComesAndGoes() throws Exception {
    Snapshot before = Snapshot.take();
    Snapshot during;
    String pid;
    try (Started child = Started.of(new ProcessBuilder("sleep", "60"))) {
      child.awaitName("sleep");
      pid = Long.toString(child.pid());
      during = Snapshot.take();
    }
    assertThat(of(before.changes(during), pid).after()).startsWith("command sleep 60, user ");
    assertThat(of(during.changes(Snapshot.take()), pid).change()).isEqualTo("went");
  }

  @Test
  @NeedsNamespaces
  void aProgramThatExecutesAnotherHasChanged() throws Exception {
    ProcessBuilder twoPrograms = new ProcessBuilder("sh", "-c", "read go; exec sleep 60");
    try (Started child = Started.of(twoPrograms)) {
      child.awaitName("sh");
      Snapshot before = Snapshot.take();
      child.say("go\n");
      child.awaitName("sleep");
      Change change = of(before.changes(Snapshot.take()), Long.toString(child.pid()));
      assertThat(change.change()).isEqualTo("changed");
      assertThat(change.before()).isEqualTo("command sh -c read go; exec sleep 60");
      assertThat(change.after()).isEqualTo("command sleep 60");
    }
  }

  @Test
  @NeedsNamespaces
  void theKernelsThreadsAreLeftOut() {
    assertThat(ProcessSights.readAll()).noneMatch(each -> each.summary().contains("kworker"));
  }

  @Test
  @NeedsNamespaces
  void aThreadsOwnMountsAreSeenWhereItLooks() {
    CellThread thread = CellThread.start("snapshot");
    try {
      List<Change> changes = thread.call(SnapshotTests::mountAndRemount);
      assertThat(changes)
          .extracting(Change::change, Change::kind, Change::what)
          .containsExactly(tuple("came", "mount", "/tmp"));
      assertThat(changes.get(0).after()).startsWith("type tmpfs, source cellblock, options ");
    } finally {
      thread.end();
    }
  }

  private static List<Change> mountAndRemount() {
    Linux.unshare(Namespace.MOUNT);
    Linux.mount("none", "/", "none", MountFlag.MS_REC, MountFlag.MS_PRIVATE);
    List<Sight> before = MachineSights.mounts();
    Linux.mount("cellblock", "/tmp", "tmpfs");
    List<Sight> during = MachineSights.mounts();
    Linux.umount2("/tmp", UmountFlag.MNT_DETACH);
    assertThat(changes(before, MachineSights.mounts())).isEmpty();
    return changes(before, during);
  }

  @Test
  @NeedsNamespaces
  void aHostNameIsASetting() {
    CellThread thread = CellThread.start("snapshot");
    try {
      List<Change> changes =
          thread.call(
              () -> {
                Linux.unshare(Namespace.UTS);
                List<Sight> before = SettingSights.readAll();
                Linux.sethostname("inside");
                return changes(before, SettingSights.readAll());
              });
      assertThat(changes).hasSize(1);
      assertThat(changes.get(0).what()).isEqualTo("kernel.hostname");
      assertThat(changes.get(0).after()).isEqualTo("value inside");
    } finally {
      thread.end();
    }
  }

  @Test
  @NeedsNamespaces
  void whetherANetworkForwardsIsASetting() throws Exception {
    CellThread thread = CellThread.start("snapshot");
    try {
      List<Change> changes =
          thread.call(
              () -> {
                Linux.unshare(Namespace.NETWORK);
                List<Sight> before = SettingSights.readAll();
                Path forward = Path.of("/proc/sys/net/ipv4/ip_forward");
                String now = Files.readString(forward).strip();
                Linux.write(forward, now.equals("0") ? "1" : "0");
                return changes(before, SettingSights.readAll());
              });
      assertThat(changes).extracting(Change::what).contains("net.ipv4.ip_forward");
    } finally {
      thread.end();
    }
  }

  @Test
  @NeedsNamespaces
  void everyHierarchyOfCgroupsIsSeenOnce() {
    List<Sight> hierarchies = CgroupSights.hierarchies();
    assertThat(hierarchies).hasSize(Membership.readAll(self()).size());
    assertThat(hierarchies).extracting(Sight::identity).doesNotHaveDuplicates();
  }

  @Test
  @NeedsNamespaces
  void aNewNetworkHasItsInterfaceOnly() {
    CellThread thread = CellThread.start("snapshot");
    try {
      List<Sight> seen =
          thread.call(
              () -> {
                Linux.unshare(Namespace.NETWORK);
                return InterfaceSights.readAll();
              });
      assertThat(seen).extracting(Sight::what).containsExactly("lo");
    } finally {
      thread.end();
    }
  }

  @Test
  @NeedsNamespaces
  void anInterfaceIsToldWithItsState() {
    Sight lo =
        InterfaceSights.readAll().stream()
            .filter(each -> each.what().equals("lo"))
            .findFirst()
            .orElseThrow();
    assertThat(lo.facts()).containsEntry("mac", "00:00:00:00:00:00").containsKeys("state", "mtu");
  }

  @Test
  @NeedsNamespaces
  void aCgroupComesAndGoes() throws Exception {
    Path cgroup = Hierarchies.writable().resolve("look-%d".formatted(self()));
    List<Sight> before = CgroupSights.readAll();
    Files.createDirectory(cgroup);
    List<Sight> during;
    try {
      during = CgroupSights.readAll();
    } finally {
      Files.delete(cgroup);
    }
    assertThat(of(changes(before, during), cgroup.toString()).change()).isEqualTo("came");
    assertThat(of(changes(during, CgroupSights.readAll()), cgroup.toString()).change())
        .isEqualTo("went");
  }

  @Test
  void routesAreRead() {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "needs a little-endian machine, as the captured one");
    assertThat(MachineSights.routes(Captured.text("net-route")))
        .extracting(Sight::came)
        .containsExactly(
            new Change("came", "route", "0.0.0.0/0", "", "dev eth0, via 192.0.2.1, metric 100"),
            new Change("came", "route", "172.17.0.0/16", "", "dev docker0, metric 0"));
  }

  private static Change of(List<Change> changes, String what) {
    return changes.stream().filter(each -> each.what().equals(what)).findFirst().orElseThrow();
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }
}
