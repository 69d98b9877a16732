package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
class BusyboxStoreTests {

  /** Linux allows no pid beyond 4194304. */
  private static final long NOBODY = 4_194_305;

  @Test
  void onlyDraftsOfProcessesThatAreGoneAreRemoved(@TempDir Path store) throws IOException {
    Path dead = Files.createDirectory(store.resolve(".draft-" + NOBODY + "-1"));
    Files.createSymbolicLink(Files.createDirectory(dead.resolve("bin")).resolve("sh"), store);
    Path own = Files.createDirectory(store.resolve(".draft-" + ProcessHandle.current().pid()));
    Path tree = Files.createDirectory(store.resolve("root-1-2"));
    BusyboxStore.sweep(store);
    assertThat(dead).doesNotExist();
    assertThat(own).exists();
    assertThat(tree).exists();
  }

  @Test
  void aTreeThatCantBeBuiltLeavesNoDraft(@TempDir Path store) {
    Path program = Path.of("/bin/false");
    assertThatThrownBy(() -> BusyboxStore.build(program, store.resolve("root-1-2")))
        .hasMessageStartingWith("busybox --list: ");
    assertThat(store).isEmptyDirectory();
  }

  /** What somebody could have done to a tree of the store. */
  enum Damage {
    A_PROGRAM_MORE(tree -> Files.writeString(tree.resolve("base/bin/evil"), "evil")),
    A_LINK_MORE(tree -> Files.createSymbolicLink(tree.resolve("base/bin/evil"), Path.of("sh"))),
    A_PROGRAM_LESS(tree -> Files.delete(tree.resolve("base/bin/ls"))),
    ANOTHER_PROGRAM(
        tree -> {
          Path busybox = tree.resolve("base/bin/busybox");
          byte[] bytes = Files.readAllBytes(busybox);
          bytes[bytes.length - 1] ^= 1;
          Files.write(busybox, bytes);
        }),
    SET_UID(tree -> Files.setAttribute(tree.resolve("base/bin/busybox"), "unix:mode", 04755)),
    ANOTHER_LINK(
        tree -> {
          Files.delete(tree.resolve("base/bin/ls"));
          Files.createSymbolicLink(tree.resolve("base/bin/ls"), Path.of("/tmp/evil"));
        }),
    ANOTHER_FILE(tree -> Files.writeString(tree.resolve("base/etc/passwd"), "evil::0:0::/:/sh")),
    A_DEVICE_OR_THE_LIKE(tree -> Host.run("mkfifo", tree.resolve("base/home/fifo").toString())),
    A_FULL_MOUNT_POINT(tree -> Files.writeString(tree.resolve("root/evil"), "evil")),
    OPEN_TO_ANYBODY(tree -> Files.setAttribute(tree, "unix:mode", 0777)),
    A_LINK_INSTEAD(
        tree -> {
          Path moved = tree.resolveSibling("moved");
          Files.move(tree, moved);
          Files.createSymbolicLink(tree, moved);
        }),
    NO_MOUNT_POINT(tree -> Files.delete(tree.resolve("root"))),
    NO_BASE(tree -> Files.move(tree.resolve("base"), tree.resolve("applet"))),
    AN_OLDER_FORM(tree -> Files.delete(tree.resolve("applets")));

    private final Deed deed;

    /** Something that is done to a tree. */
    interface Deed {
      void on(Path tree) throws IOException;
    }

    Damage(Deed deed) {
      this.deed = deed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTreeThatWasChangedIsMadeAnew(Damage damage, @TempDir Path store) throws IOException {
    Path program = Path.of("/bin/busybox");
    BusyboxTree tree = BusyboxStore.in(store, program);
    Object made = Files.getAttribute(tree.directory(), "unix:ino");
    assertThat(BusyboxStore.in(store, program)).isEqualTo(tree);
    assertThat(Files.getAttribute(tree.directory(), "unix:ino")).isEqualTo(made);
    damage.deed.on(tree.directory());
    assertThat(tree.isWhole(program)).isFalse();
    BusyboxStore.in(store, program);
    assertThat(tree.isWhole(program)).isTrue();
    assertThat(store)
        .isDirectoryNotContaining(left -> left.getFileName().toString().startsWith(".draft"));
  }

  @Test
  void aTreeOfAnotherUsersIsMadeAnew(@TempDir Path store) throws IOException {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs users to give it to");
    Path program = Path.of("/bin/busybox");
    BusyboxTree tree = BusyboxStore.in(store, program);
    Files.setAttribute(tree.directory(), "unix:uid", 65_534);
    BusyboxStore.in(store, program);
    assertThat(Files.getAttribute(tree.directory(), "unix:uid")).isEqualTo(0);
  }
}
