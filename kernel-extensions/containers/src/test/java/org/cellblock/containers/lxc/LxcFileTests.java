package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that others wrote, as lxc.container.conf(5) and confile.c of LXC 5 have them. */
class LxcFileTests {

  private static final int VERSION = LxcDefaults.machine().isV2() ? 2 : 1;

  @TempDir Path directory;

  @Test
  void aFileIsReadWholeAndKeepsItsLines() {
    String text =
        """
        # made by hand
        lxc.uts.name = web
          lxc.net.0.type=veth
        lxc.net.0.link = "lxcbr0"

        lxc.mount.entry = tmpfs tmp tmpfs size=1m,create=dir 0 0
        lxc.environment = A=b = c
        lxc.cap.drop =
        """;
    Lxc web = Lxc.parse(text);
    assertThat(web.name()).isEqualTo("web");
    assertThat(lines(web))
        .contains(
            "lxc.net.0.type = veth",
            "lxc.net.0.link = lxcbr0",
            "lxc.mount.entry = tmpfs tmp tmpfs size=1m,create=dir 0 0",
            "lxc.environment = A=b = c",
            "lxc.cap.drop = ",
            "lxc.init.cmd = /bin/sleep 1000000",
            "# bridge lxcbr0: made for it")
        .doesNotContain("lxc.mount.auto = proc:mixed sys:ro");
    assertThat(Lxc.parse("").name()).isEqualTo("lxc");
  }

  @Test
  void keysThatRepeatAreKeptInTheirOrder() {
    String text =
        """
        lxc.net.0.ipv4.address = 10.0.3.5/24
        lxc.net.0.ipv4.address = 10.0.3.6/24
        lxc.mount.auto = proc:mixed
        lxc.cgroup2.devices.deny = a
        lxc.cgroup2.devices.allow = c 1:3 rwm
        lxc.mount.auto = sys:ro
        lxc.cgroup2.devices.deny = c 1:3 w
        lxc.apparmor.raw = deny mount -> /proc/,
        lxc.apparmor.raw = deny mount -> /sys/,
        lxc.cgroup2.devices.allow = c 5:* rwm
        lxc.environment.runtime = A=1
        lxc.environment.runtime = B=2
        """;
    assertThat(lines(Lxc.parse(text))).containsSubsequence(text.lines().toList());
  }

  @Test
  void aKeyOfOneValueHasTheLast() {
    assertThat(lines(Lxc.parse("lxc.tty.max = 1\nlxc.pty.max = 9\nlxc.tty.max = 2")))
        .containsSubsequence("lxc.tty.max = 2", "lxc.pty.max = 9")
        .doesNotContain("lxc.tty.max = 1");
  }

  @Test
  void aDefaultGivesWayToAUsersValue() {
    assertThat(lines(Lxc.named("web").set("lxc.mount.auto", "proc:rw")))
        .contains("lxc.mount.auto = proc:rw")
        .doesNotContain("lxc.mount.auto = proc:mixed sys:ro");
  }

  @ParameterizedTest
  @CsvSource({
    "lxc.network.type, lxc.net.0.type",
    "lxc.network.1.ipv4, lxc.net.1.ipv4.address",
    "lxc.utsname, lxc.uts.name",
    "lxc.rootfs, lxc.rootfs.path",
    "lxc.id_map, lxc.idmap",
    "lxc.limit.nofile, lxc.prlimit.nofile"
  })
  void aKeyThatLxcRenamedIsToldWithItsSuccessor(String key, String successor) {
    String told =
        "key [%s]: LXC 2.1 renamed it: expected %s; lxc-update-config rewrites a file"
            .formatted(key, successor);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.named("old").set(key, "veth"))
        .withMessage(told);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.parse("# old\n" + key + " = veth"))
        .withMessage("configuration line 2: " + told);
  }

  @ParameterizedTest
  @CsvSource({
    "1, lxc.cgroup2.memory.max, lxc.cgroup.memory.limit_in_bytes",
    "1, lxc.cgroup2.pids.max, lxc.cgroup.pids.max",
    "1, lxc.cgroup2.cpu.max, lxc.cgroup.cpu.cfs_quota_us",
    "2, lxc.cgroup.memory.limit_in_bytes, lxc.cgroup2.memory.max",
    "2, lxc.cgroup.cpu.cfs_period_us, lxc.cgroup2.cpu.max",
    "2, lxc.cgroup.cpu.shares, lxc.cgroup2.cpu.weight"
  })
  void aKeyOfTheOtherVersionOfCgroupsIsNeverSilent(int version, String key, String own) {
    CgroupKeys keys = new CgroupKeys(version == 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.check(key))
        .withMessage(
            "key [%s]: cgroups here are of version %d: expected %s".formatted(key, version, own));
    assertThat(keys.withoutEffect(Set.of(key))).containsExactly(key);
    assertThat(keys.withoutEffect(Set.of(key, own))).isEmpty();
    keys.check(own);
    if (version == VERSION) {
      assertThatIllegalArgumentException().isThrownBy(() -> Lxc.named("v").set(key, "1"));
      assertThat(lines(Lxc.parse(key + " = 1")))
          .contains(
              "# %s: does nothing, cgroups here are of version %d; %s would"
                  .formatted(key, version, own));
    }
  }

  @Test
  void whatAFileIncludesIsReadWithItAndSetsNoKeyOfOurs() throws IOException {
    Path main = write("web/config", "lxc.include = %s\nlxc.include = /no/such.conf");
    Files.writeString(main, Files.readString(main).formatted(directory.resolve("more.d")));
    write("more.d/b.conf", "lxc.tty.max = 2\nlxc.cgroup.dir = /\nlxc.rootfs.path = dir:/");
    write("more.d/a.conf", "lxc.tty.max = 1\nlxc.pty.max = 7");
    write("more.d/none", "no key");
    Lxc web = Lxc.read(main);
    assertThat(web.name()).isEqualTo("web");
    assertThat(lines(web))
        .contains(
            "lxc.tty.max = 2",
            "lxc.pty.max = 7",
            "# lxc.cgroup.dir = /: left out, Cellblock sets it",
            "# lxc.rootfs.path = dir:/: left out, rootFs(...) sets it",
            "# lxc.include = /no/such.conf: left out, it isn't here")
        .doesNotContain("lxc.cgroup.dir = /", "lxc.rootfs.path = dir:/")
        .noneMatch(line -> line.startsWith("lxc.include"));
    assertThat(lines(Lxc.named("x").set("lxc.include", directory + "/more.d")))
        .contains("lxc.pty.max = 7", "# lxc.cgroup.dir = /: left out, Cellblock sets it");
  }

  @Test
  void aProgramThatIsNotHereIsLeftOutAndTold() {
    assertThat(
            lines(
                Lxc.parse(
                    """
                    lxc.net.0.script.up = /usr/share/lxc/none/add
                    lxc.hook.pre-start = /usr/share/lxc/none/hook x
                    lxc.hook.start = /in/the/root
                    lxc.hook.pre-mount = /bin/true
                    """)))
        .contains(
            "# lxc.net.0.script.up = /usr/share/lxc/none/add: left out, there is no such program"
                + " here",
            "# lxc.hook.pre-start = /usr/share/lxc/none/hook x: left out, there is no such program"
                + " here",
            "lxc.hook.start = /in/the/root",
            "lxc.hook.pre-mount = /bin/true");
  }

  @Test
  void aMistakeIsToldWithItsFileAndLine() throws IOException {
    Path inner = write("inner", "\n\nlxc.uts.name web");
    Path outer = write("outer", "lxc.include = " + inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.read(outer))
        .withMessage(
            "%s line 3: [lxc.uts.name web]: expected key = value, for example lxc.uts.name = web",
            inner);
    write("inner", "lxc.include = " + inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.read(outer))
        .withMessage("%s line 1: [%s] is the 32th file in files: expected fewer", inner, inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.read(directory.resolve("none")))
        .withMessage("[%s]: expected a file of at most 1048576 bytes", directory.resolve("none"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.parse("lxc.uts.name = a/b"))
        .withMessageStartingWith("container name [a/b]: expected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lxc.parse(null))
        .withMessage("configuration [null]: expected a text");
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> lines(Lxc container) {
    return container.config().text().lines().toList();
  }
}
