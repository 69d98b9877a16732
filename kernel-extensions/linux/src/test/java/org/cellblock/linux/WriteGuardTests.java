package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Linux.write may write. Each attack writes what the file says already. */
@NeedsNamespaces
class WriteGuardTests {

  private final CellThread cell = CellThread.start("writer");

  @AfterEach
  void endTheThread() {
    cell.end();
  }

  @ParameterizedTest
  @CsvSource({
    "kernel/domainname, this cell still shares UTS with the host",
    "kernel/hostname, this cell still shares UTS with the host",
    "kernel/shmmax, this cell still shares IPC with the host",
    "net/ipv4/ip_forward, this cell still shares NETWORK with the host",
    "user/max_uts_namespaces, this cell still shares USER with the host",
    "vm/swappiness, /proc/sys/vm/swappiness is the whole machine's",
    "kernel/core_pattern, /proc/sys/kernel/core_pattern is the whole machine's",
    "kernel/pid_max, /proc/sys/kernel/pid_max is the whole machine's",
  })
  void aSysctlOfTheHostIsRefused(String name, String why) throws Exception {
    Path file = Path.of("/proc/sys", name);
    refused(why, file, Files.readAllLines(file).get(0));
  }

  @Test
  void aSysctlOfANamespaceThatIsTheCellsMayBeWritten() throws Exception {
    run(() -> Linux.unshare(Namespace.UTS, Namespace.IPC, Namespace.NETWORK));
    for (String name : new String[] {"kernel/domainname", "kernel/msgmax", "net/ipv4/ip_forward"}) {
      Path file = Path.of("/proc/sys", name);
      assumeTrue(Files.isWritable(file), "needs a /proc/sys that may be written");
      String before = Files.readAllLines(file).get(0);
      String other = name.startsWith("net") ? "1" : "4711";
      run(() -> Linux.write(file, other));
      assertThat(cell.call(() -> Files.readAllLines(file).get(0))).isEqualTo(other);
      assertThat(Files.readAllLines(file).get(0)).isEqualTo(before);
    }
  }

  @Test
  void anotherSpellingIsTheSameFile(@TempDir Path directory) throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/proc/sys/kernel"));
    String name = Files.readAllLines(Path.of("/proc/sys/kernel/domainname")).get(0);
    String spelled = "/proc/self/root/proc/../proc/sys/vm/../kernel/domainname";
    refused("still shares UTS", link.resolve("domainname"), name);
    refused("still shares UTS", Path.of(spelled), name);
    refused("still shares UTS", Path.of("/proc/thread-self/root/proc/sys/kernel/domainname"), name);
  }

  @Test
  void aBindMountIsTheSameFile() throws Exception {
    String name = Files.readAllLines(Path.of("/proc/sys/kernel/domainname")).get(0);
    run(() -> Linux.unshare(Namespace.MOUNT));
    run(() -> Linux.mount("tmpfs", "/mnt", "tmpfs"));
    cell.call(() -> Files.createFile(Path.of("/mnt/harm less")));
    Path place = Path.of("/mnt/harm less");
    run(() -> Linux.write(place, "x"));
    String file = "/proc/sys/kernel/domainname";
    run(() -> Linux.mount(file, place.toString(), null, MountFlag.MS_BIND));
    refused("still shares UTS", place, name);
    run(() -> Linux.chroot("/mnt"));
    refused("still shares UTS", Path.of("/harm less"), name);
  }

  @Test
  void whatIsTheMachinesIsRefused() throws Exception {
    refused("/proc/uptime is the whole machine's", Path.of("/proc/uptime"), "0");
    refused("a device is the machine's", Path.of("/dev/tty"), "");
    run(() -> Linux.write(Path.of("/dev/null"), "x"));
    Path trigger = Path.of("/sys/devices/virtual/net/lo/mtu");
    refused("is the whole machine's", trigger, Files.readString(trigger).strip());
  }

  @Test
  void aFileOfTheHostIsRefused(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "same");
    refused("that no cell mounted", file, "same");
  }

  @Test
  void ofThisProcessOnlyTheCellsThreadIsItsOwn() throws Exception {
    Path own = Path.of("/proc/self/task/" + cell.tid());
    run(() -> Linux.write(own.resolve("comm"), "renamed"));
    assertThat(Files.readString(own.resolve("comm"))).isEqualTo("renamed\n");
    String score = Files.readString(Path.of("/proc/self/oom_score_adj")).strip();
    refused("is the whole notebook kernel's", own.resolve("oom_score_adj"), score);
    refused("didn't start", Path.of("/proc/self/oom_score_adj"), score);
    refused("didn't start", Path.of("/proc/1/oom_score_adj"), score);
    Path offsets = Path.of("/proc/%d/timens_offsets".formatted(cell.tid()));
    assumeTrue(Namespace.TIME.isSupported());
    refused("still shares TIME", offsets, "boottime 0 0");
  }

  @Test
  void aProgramThatCellblockStartedIsItsOwn() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      Path score = Path.of("/proc/%d/oom_score_adj".formatted(sleep.pid()));
      run(() -> Linux.write(score, "900"));
      assertThat(Files.readString(score)).isEqualTo("900\n");
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aCgroupThatCellblockDidNotMakeIsRefused() throws Exception {
    Path top = Path.of("/sys/fs/cgroup");
    try (var files = Files.walk(top, 2)) {
      Path procs =
          files
              .filter(each -> each.endsWith("cgroup.procs") && Files.isWritable(each))
              .findFirst()
              .orElse(null);
      assumeTrue(procs != null, "needs a cgroup that may be written");
      String none = Integer.toString(Integer.MAX_VALUE); // no such process: nothing moves
      refused("this cgroup isn't one that Cellblock made", procs, none);
    }
  }

  private void refused(String why, Path file, String text) throws IOException {
    assertThatThrownBy(() -> run(() -> Linux.write(file, text)))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("refused: ")
        .hasMessageContaining(why);
  }

  private void run(Runnable body) {
    cell.call(
        () -> {
          body.run();
          return null;
        });
  }
}
