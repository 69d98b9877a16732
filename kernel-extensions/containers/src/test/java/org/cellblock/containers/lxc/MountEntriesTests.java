package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountEntriesTests {

  @TempDir Path place;

  private Path root;

  @BeforeEach
  void makeARootWithALinkOut() throws IOException {
    root = Files.createDirectories(place.resolve("rootfs/var")).getParent();
    Files.createSymbolicLink(root.resolve("out"), place);
    Files.createSymbolicLink(root.resolve("var/a b"), place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmpfs ../../x tmpfs create=dir",
        "tmpfs /var/../../x tmpfs create=dir",
        "tmpfs out tmpfs create=dir",
        "tmpfs out/x tmpfs create=dir 0 0",
        "tmpfs /out/x tmpfs create=dir",
        "tmpfs var/a\\040b/x tmpfs create=dir",
        "tmpfs var/./../out tmpfs defaults",
      })
  void aPlaceThatLeadsOutIsRefusedByName(String entry) {
    assertThatThrownBy(() -> check("lxc.mount.entry = " + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mount [" + entry + "]: ");
  }

  @Test
  void aPlaceBelowTheRootsOwnPathIsLookedAtAsWell() {
    assertThatThrownBy(() -> check("lxc.mount.entry=tmpfs " + root + "/out/x tmpfs create=dir"))
        .hasMessageContaining("[out] is a symbolic link in the root; expected a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxc.mount.fstab", "lxc.include"})
  void aFileThatHasNoSuchNameIsRefusedByIt(String key) {
    assertThatThrownBy(() -> check(key + " = /\ud800"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " [/\ud800]: expected characters of ");
  }

  @Test
  void theFileOfMountsIsLookedAtAsWell() throws IOException {
    Path fstab = Files.writeString(place.resolve("fstab"), "# mounts\n\ntmpfs out/x tmpfs\n");
    assertThatThrownBy(() -> check("lxc.mount.fstab = " + fstab))
        .hasMessageStartingWith("mount [tmpfs out/x tmpfs]: [out] is a symbolic link");
  }

  @Test
  void soIsWhatIsIncludedHoweverDeepAndRound() throws IOException {
    Path more = Files.createDirectory(place.resolve("more"));
    Path first = more.resolve("first.conf");
    Files.writeString(first, "lxc.include = " + place.resolve("second"));
    Files.writeString(
        place.resolve("second"),
        "lxc.include = %s\nlxc.mount.entry = tmpfs ../x tmpfs create=dir\n".formatted(first));
    assertThatThrownBy(() -> check("lxc.include = " + more))
        .hasMessageStartingWith("mount [tmpfs ../x tmpfs create=dir]: it has dots that lead up");
  }

  @Test
  void aFileThatIsNotThereIsLeftToLxc() {
    assertThatCode(() -> check("lxc.include = /no/such\nlxc.mount.fstab = /no/such"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tmpfs tmp tmpfs create=dir", "tmpfs /var/new/er tmpfs create=dir 0 0", ""})
  void otherPlacesAreLeftToLxc(String entry) {
    assertThatCode(() -> check("# lxc\nlxc.uts.name = x\nlxc.mount.entry = " + entry))
        .doesNotThrowAnyException();
  }

  private void check(String text) {
    MountEntries.check(new LxcConfig(text), root);
  }
}
