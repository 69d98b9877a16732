package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cellblock.containers.lxc.LxcDefaults.Machine;
import org.junit.jupiter.api.Test;

/** Writes configurations. */
class LxcConfigTests {

  private final Settings settings = new Settings();

  @Test
  void theFirstLinesAreNameAndRoot() {
    LxcDefaults.apply(settings, "web", new Machine(false, false, true, Path.of("/")));
    assertThat(settings.lines())
        .startsWith("lxc.uts.name = web", "lxc.rootfs.path = dir:" + LxcPlace.PATH + "/web/rootfs")
        .contains("lxc.seccomp.profile = /usr/share/lxc/config/common.seccomp");
  }

  @Test
  void whereLxcIsUnpackedItsFilesAreTakenFromThere() {
    Machine unpacked = new Machine(true, false, true, Path.of("/home/me/systems"));
    LxcDefaults.apply(settings, "web", unpacked);
    assertThat(settings.lines())
        .contains(
            "lxc.seccomp.profile = /home/me/systems/usr/share/lxc/config/common.seccomp",
            "lxc.rootfs.mount = " + LxcPlace.PATH + "/web/mount");
    assertThat(LxcDefaults.notes(settings, unpacked))
        .contains("lxc.rootfs.mount: not LXC's own, for LXC lies in /home/me/systems");
  }

  @Test
  void whatTheMachineLacksIsLeftOutAndTold() {
    Machine bare = new Machine(true, false, false, Path.of("/"));
    LxcDefaults.apply(settings, "web", bare);
    assertThat(settings.keys()).doesNotContain("lxc.seccomp.profile", "lxc.apparmor.profile");
    assertThat(LxcDefaults.notes(settings, bare))
        .containsExactly(
            "lxc.net.0.type: not veth, for there is no bridge lxcbr0 where the container starts",
            "lxc.init.cmd: not /sbin/init, for the root has no system to boot",
            "lxc.apparmor.profile: left out, for this kernel has no AppArmor",
            "lxc.seccomp.profile: left out, for there are no filters of system calls here");
  }

  @Test
  void noProfileIsLoadedIntoTheHostsKernel() {
    Machine armed = new Machine(true, true, true, Path.of("/"));
    LxcDefaults.apply(settings, "web", armed);
    assertThat(settings.get("lxc.apparmor.profile")).containsExactly("unconfined");
    assertThat(LxcDefaults.notes(settings, armed))
        .contains(
            "lxc.apparmor.profile: not generated, for that would be loaded into the host's kernel");
  }

  @Test
  void whatTheUserHasChosenNeedsNoNote() {
    Machine armed = new Machine(true, true, true, Path.of("/"));
    LxcDefaults.apply(settings, "web", armed);
    settings.set("lxc.net.0.type", "none");
    settings.set("lxc.init.cmd", "/sbin/init");
    settings.set("lxc.apparmor.profile", "mine");
    assertThat(LxcDefaults.notes(settings, armed)).isEmpty();
  }

  @Test
  void aKeyIsReplacedAndAMountIsAdded() {
    settings.set("lxc.tty.max", "1");
    settings.set("lxc.tty.max", "2");
    settings.set("lxc.mount.entry", "a b c d");
    settings.set("lxc.mount.entry", "e f g h");
    assertThat(settings.lines())
        .containsExactly(
            "lxc.tty.max = 2", "lxc.mount.entry = a b c d", "lxc.mount.entry = e f g h");
  }

  @Test
  void aNoteIsAComment() {
    assertThat(Lxc.named("web").config().toString().lines())
        .allMatch(line -> line.startsWith("# lxc.") || line.matches("lxc\\.\\S+ = .+"));
  }

  @Test
  void aKeyOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> settings.set("net", "x"))
        .hasMessage("key [net]: expected one of lxc.container.conf(5), for example lxc.uts.name");
  }

  @Test
  void aKeyThatKeepsTheHostCleanIsRefused() {
    assertThatThrownBy(() -> settings.set("lxc.cgroup.dir", "/"))
        .hasMessage(
            "key [lxc.cgroup.dir]: Cellblock sets it, so that nothing is left behind; rootFs(...)"
                + " sets the root");
  }

  @Test
  void aValueIsOneLine() {
    assertThatThrownBy(() -> settings.set("lxc.uts.name", "a\nlxc.rootfs.path = /"))
        .hasMessage("value [a\\nlxc.rootfs.path = /] of lxc.uts.name: expected one line");
  }

  @Test
  void aNameWithASlashIsRefused() {
    assertThatThrownBy(() -> Lxc.named("../web"))
        .hasMessage(
            "container name [../web]: expected 1 to 63 letters, digits, dashes or underscores");
  }

  @Test
  void aMountOfThreeFieldsIsRefused() {
    assertThatThrownBy(() -> Lxc.named("web").mount("tmpfs /tmp tmpfs"))
        .hasMessage(
            "mount [tmpfs /tmp tmpfs]: expected a line of fstab(5), source, target, type, options,"
                + " for example tmpfs tmp tmpfs size=1m 0 0");
  }

  @Test
  void rootCantBeMappedToRoot() {
    assertThatThrownBy(() -> Lxc.named("web").idMap(0, 10))
        .hasMessage(
            "id map [0 0 10]: expected two numbers from 1 on, for example 100000 and 65536");
  }

  @Test
  void aSizeWithoutAUnitThatIsKnownIsRefused() {
    assertThatThrownBy(() -> Lxc.named("web").memory("4 apples"))
        .hasMessageStartingWith("memory [4 apples]: expected a whole number");
  }
}
