package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.Linux;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell's root writes into the programs, in a store of the test's own. */
@NeedsNamespaces
class BusyboxWritesTests {

  private static final Path PROGRAM = Path.of("/bin/busybox");

  @TempDir Path store;

  private final Cell cell = Cell.open("writes");
  private Busybox busybox;
  private Path bin;
  private Set<Path> before;

  @BeforeEach
  void build() throws IOException {
    Path tree = store.resolve("root-1-2");
    BusyboxStore.build(PROGRAM, tree);
    busybox = new Busybox(tree.resolve("base"), tree.resolve("root"));
    bin = tree.resolve("base/bin");
    before = names(bin);
  }

  @AfterEach
  void close() {
    cell.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount -o remount,rw,bind /bin; echo evil >/bin/evil; rm /bin/ls",
        "mount -o remount,bind,rw /bin; echo evil >/bin/busybox",
        "mount -o rw,remount /bin; echo evil >/bin/evil",
        "mount -o remount,rw /usr/bin; echo evil >/usr/bin/evil",
        "mkdir /b; mount --bind /bin /b; mount -o remount,bind,rw /b; echo evil >/b/evil",
        "mkdir /b; mount --rbind / /b; mount -o remount,bind,rw /b/bin; echo evil >/b/bin/evil",
        "unshare -m sh -c 'mount -o remount,bind,rw /bin; echo evil >/bin/evil'",
        "nsenter -t 1 -m sh -c 'mount -o remount,bind,rw /bin; echo evil >/bin/evil'",
        "mount -o remount,bind,rw /bin; echo evil >/proc/1/root/bin/evil",
        "mount --move /bin /sys; mount -o remount,bind,rw /sys; echo evil >/sys/evil",
        "umount -l /bin; echo evil >/bin/evil",
        "mount -t tmpfs tmpfs /bin; echo evil >/bin/evil",
      })
  void areSeenByThatCellOnly(String attack) throws IOException {
    cell.unshare(MOUNT, PID).pivotRoot(busybox);
    cell.run("sh", "-c", attack);
    assertThat(names(bin)).isEqualTo(before);
    assertThat(Files.mismatch(bin.resolve("busybox"), PROGRAM)).isEqualTo(-1);
    try (Cell later = Cell.open("later")) {
      later.unshare(MOUNT, PID).pivotRoot(busybox);
      assertThat(later.run("ls", "/bin").stdout()).contains("\nls\n").doesNotContain("evil");
    }
  }

  @Test
  void areRefusedThroughTheRawCallToo() throws IOException {
    cell.unshare(MOUNT, PID).pivotRoot(busybox);
    Path evil = Path.of("/bin/evil");
    assertThatThrownBy(
            () ->
                cell.call(
                    () -> {
                      Linux.mount(null, "/bin", null, MS_REMOUNT, MS_BIND);
                      return Files.writeString(evil, "evil");
                    }))
        .hasMessageContaining("/bin/evil: Read-only file system");
    assertThat(names(bin)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo evil >/bin/evil; rm /bin/ls; echo evil >/bin/busybox",
        "mount -o remount,rw,bind /; echo evil >/bin/evil",
      })
  void stayInTheUpperLayerOfAnOverlay(String attack) throws IOException {
    cell.unshare(MOUNT, PID).pivotRoot(RootFs.layers(busybox));
    assertThat(cell.run("sh", "-c", attack + "; exit 0").succeeded()).isTrue();
    assertThat(names(bin)).isEqualTo(before);
    assertThat(Files.mismatch(bin.resolve("busybox"), PROGRAM)).isEqualTo(-1);
  }

  @Test
  void goIntoACopyWhereTheKernelHasNoOverlays() throws IOException {
    Path own = Files.createDirectory(store.resolve("own"));
    busybox.copyPrograms(own);
    assertThat(names(own)).isEqualTo(before);
    assertThat(own.resolve("ls")).isSymbolicLink();
    assertThat(Host.run(own.resolve("echo").toString(), "hello").stdout()).isEqualTo("hello\n");
    Files.writeString(own.resolve("busybox"), "evil");
    assertThat(Files.mismatch(bin.resolve("busybox"), PROGRAM)).isEqualTo(-1);
  }

  private static Set<Path> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return new TreeSet<>(all.map(Path::getFileName).toList());
    }
  }
}
