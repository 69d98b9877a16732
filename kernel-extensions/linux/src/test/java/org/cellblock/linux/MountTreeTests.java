package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsNamespaces
class MountTreeTests {

  private final CellThread maker = CellThread.start("maker");
  private final CellThread taker = CellThread.start("taker");

  @TempDir Path directory;

  @AfterEach
  void end() {
    maker.end();
    taker.end();
  }

  @Test
  void isSeenWhereItWasMovedToAndNowhereElse() {
    taker.call(MountTreeTests::unshare);
    try (MountTree tree = made()) {
      maker.end();
      assertThat(directory.resolve("below/file")).doesNotExist();
      assertThat(taker.call(() -> Files.exists(directory.resolve("below/file")))).isFalse();
      assertThat(taker.<Boolean, RuntimeException>call(() -> moved(tree))).isTrue();
    }
    assertThat(taker.call(() -> Files.exists(directory.resolve("below/file")))).isTrue();
    assertThat(directory.resolve("below/file")).doesNotExist();
  }

  @Test
  void isTheTakersOwnWithTheCallsThatMadeIt() {
    taker.call(MountTreeTests::unshare);
    try (MountTree tree = made()) {
      taker.call(() -> moved(tree));
    }
    taker.call(
        () -> {
          Linux.mount(null, directory.toString(), null, "size=2m", MountFlag.MS_REMOUNT);
          return null;
        });
    assertThat(taker.trace())
        .extracting(TracedCall::by, TracedCall::call)
        .containsSubsequence(
            tuple("ahead", "mount"), tuple("ahead", "open_tree"), tuple("thread", "move_mount"));
  }

  @Test
  void isRefusedWhileMountsAreTheHosts() {
    try (MountTree tree = made()) {
      assertThatThrownBy(() -> tree.moveTo(directory)).hasMessageContaining("open a Cell first");
      assertThatThrownBy(() -> taker.call(() -> moved(tree)))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("shares MOUNT with the host");
      assertThatThrownBy(() -> taker.call(() -> MountTree.of(() -> directory)))
          .hasMessageContaining("shares MOUNT with the host");
    }
  }

  private MountTree made() {
    return maker.call(
        () -> {
          unshare();
          return MountTree.of(this::mount);
        });
  }

  private static Void unshare() {
    Linux.unshare(Namespace.MOUNT);
    return null;
  }

  private Path mount() {
    try {
      Linux.mount("tmpfs", directory.toString(), "tmpfs", "size=1m", MountFlag.MS_NOSUID);
      Path below = Files.createDirectory(directory.resolve("below"));
      Linux.mount("tmpfs", below.toString(), "tmpfs", "size=1m", MountFlag.MS_NOSUID);
      Files.createFile(below.resolve("file"));
      return directory;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private boolean moved(MountTree tree) {
    tree.moveTo(directory);
    return Files.exists(directory.resolve("below/file"));
  }
}
