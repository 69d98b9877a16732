package org.cellblock.containers.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.oci.OciMount;
import org.cellblock.containers.oci.Runc;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots that want out: what a cell, a jail or a bundle makes in them stays in them. */
@NeedsNamespaces
class RootEscapeTests {

  private static final List<String> SYSTEMS = List.of("cell", "layers", "image", "jail", "bundle");

  @TempDir Path place;

  private Path root;
  private Path outside;
  private List<String> before;

  @BeforeEach
  void makeARoot() throws IOException {
    outside = Files.createDirectory(place.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "as before");
    root = Files.createDirectory(place.resolve("root"));
    for (String directory : List.of("bin", "dev", "etc", "proc", "tmp")) {
      Files.createDirectory(root.resolve(directory));
    }
    Path busybox = RootFs.busybox().directories().get(0).resolve("bin/busybox");
    Files.copy(busybox, root.resolve("bin/sh"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(busybox, root.resolve("bin/true"), StandardCopyOption.COPY_ATTRIBUTES);
    before = outsideNow();
  }

  @AfterEach
  void nothingOutsideIsAnother() throws IOException {
    assertThat(outsideNow()).isEqualTo(before);
    assertThat(outside.resolve("canary")).hasContent("as before");
  }

  private List<String> outsideNow() throws IOException {
    try (Stream<Path> all = Files.walk(outside)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "proc"})
  void aDirectoryThatIsALinkOutLeadsNowhere(String name) throws IOException {
    replace(name, outside.toString());
    for (String system : SYSTEMS) {
      tryToEnter(system);
    }
    replace(name, "../../../../../../../.." + outside);
    for (String system : SYSTEMS) {
      tryToEnter(system);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev/null", "dev/fd", "dev/stdin", "etc", "dev/tty"})
  void aFileThatIsALinkOutLeadsNowhere(String name) throws IOException {
    replace(name, outside.resolve(name.replace('/', '-')).toString());
    for (String system : SYSTEMS) {
      tryToEnter(system);
    }
    replace(name, outside.resolve("canary").toString());
    for (String system : SYSTEMS) {
      tryToEnter(system);
    }
  }

  private void replace(String name, String target) throws IOException {
    Files.deleteIfExists(root.resolve(name));
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  /** Whether a system takes such a root or refuses it is its own matter. */
  private void tryToEnter(String system) {
    try {
      enter(system);
    } catch (RuntimeException refused) {
      assertThat(refused).hasMessageContaining("root file system");
    }
    assertThat(outside).isDirectoryNotContaining(each -> !each.endsWith("canary"));
    assertThat(Host.run("cat", outside + "/canary").stdout()).isEqualTo("as before");
  }

  private void enter(String system) {
    switch (system) {
      case "cell" -> enter(RootFs.of(root));
      case "layers" -> enter(RootFs.layers(root));
      case "image" -> {
        Path directory = place.resolve("image-" + System.nanoTime());
        enter(Image.build().layer(root).writeTo(directory).rootFs());
      }
      case "jail" -> {
        Jail jail = Jail.named("escape").rootFs(RootFs.of(root)).set("persist", "true");
        try {
          jail.start();
        } finally {
          jail.stop();
        }
      }
      default -> Runc.bundle(RootFs.of(root)).asCell().close();
    }
  }

  private static void enter(RootFs rootFs) {
    try (Cell cell = Cell.open("escape")) {
      cell.unshare(MOUNT, PID).pivotRoot(rootFs).run("true");
    }
  }

  @Test
  void aProcThatIsALinkIsRefusedByName() throws IOException {
    replace("proc", outside.toString());
    assertThatThrownBy(() -> enter("cell"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "root file system [%s]: its proc is a symbolic link; expected a directory, on which"
                    .formatted(root)
                + " /proc is mounted");
  }

  @Test
  void theDevicesAreWhereALinkLeadsInside() throws IOException {
    Files.createDirectory(root.resolve("devices"));
    replace("dev", "/devices");
    try (Cell cell = Cell.open("escape")) {
      cell.unshare(MOUNT, PID).pivotRoot(RootFs.of(root));
      assertThat(cell.run("sh", "-c", "echo x >/dev/null").succeeded()).isTrue();
    }
    assertThat(root.resolve("devices/null")).exists();
  }

  @Test
  void aMountOfABundleStaysInItsRoot() throws IOException {
    Files.createSymbolicLink(root.resolve("out"), outside);
    String up = "/../../../../../../../../..";
    try (Cell cell =
        Runc.bundle(RootFs.of(root))
            .mount(OciMount.of(up + outside + "/a", "tmpfs", "tmpfs"))
            .mount(OciMount.of("/out/b", "tmpfs", "tmpfs"))
            .mount(OciMount.of("/out/c", "bind", outside.toString(), "ro"))
            .mount(OciMount.of("/out/d", "bind", outside.resolve("canary").toString()))
            .maskedPaths("/out/canary", up + outside + "/canary")
            .readonlyPaths("/out/b", up + "/tmp")
            .cwd(up + outside + "/cwd")
            .asCell()) {
      assertThat(cell.run("sh", "-c", "pwd").stdout()).isEqualTo(outside + "/cwd\n");
      assertThat(cell.run("sh", "-c", "echo x >" + outside + "/c/x").succeeded()).isFalse();
      assertThat(cell.run("sh", "-c", "echo x >/tmp/x").stderr()).contains("Read-only");
      assertThat(cell.run("sh", "-c", "read line </out/d; echo $line").stdout())
          .isEqualTo("as before\n");
    }
    assertThat(root.resolve(outside.toString().substring(1) + "/a")).isDirectory();
  }

  @Test
  void aWorkingDirectoryBehindAMagicLinkIsRefused() {
    assertThatThrownBy(
            () -> Runc.bundle(RootFs.of(root)).cwd("/proc/self/root/tmp").asCell().close())
        .hasMessageContaining("proc/self/root");
  }

  @Test
  void aMountOfAJailStaysInItsRoot() throws IOException {
    Files.createDirectories(root.resolve(outside.toString().substring(1)));
    Files.createSymbolicLink(root.resolve("out"), outside);
    Jail jail =
        Jail.named("escape")
            .set("path", root.toString())
            .set("persist", "true")
            .set("mount", "tmpfs %s/out tmpfs rw 0 0".formatted(root));
    try {
      jail.start();
      assertThat(jail.exec("sh", "-c", "echo x >/out/x").succeeded()).isTrue();
      assertThat(jail.exec("sh", "-c", "echo x >" + outside + "/y").succeeded()).isTrue();
    } finally {
      jail.stop();
    }
    assertThat(root.resolve(outside.toString().substring(1))).isEmptyDirectory();
  }

  @Test
  void aMountOfAJailAboveItsRootIsRefused() {
    Jail jail =
        Jail.named("escape")
            .set("path", root.toString())
            .set("persist", "true")
            .set("mount", "tmpfs %s/../outside tmpfs rw 0 0".formatted(root));
    assertThatThrownBy(jail::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a place below the jail's path");
  }
}
