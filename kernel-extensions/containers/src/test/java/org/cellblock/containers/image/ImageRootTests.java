package org.cellblock.containers.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.Overlay;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsNamespaces
class ImageRootTests {

  @TempDir Path place;

  private final Cell cell = Cell.open("image");

  @AfterEach
  void close() {
    cell.close();
  }

  @Test
  void anImageOfBusyboxIsARoot() {
    Image image = Image.build().layer(RootFs.busybox()).writeTo(place.resolve("image"));
    enter(image.rootFs());
    assertThat(cell.run("cat", "/etc/hosts").stdout()).isEqualTo("127.0.0.1 localhost\n");
    assertThat(cell.run("stat", "-c", "%a %u", "/tmp").stdout()).isEqualTo("777 0\n");
  }

  @Test
  void whatACellDeletedIsAbsentInTheImageMadeOfIt() {
    Image image = committed("rm /etc/hosts; echo new >/home/new");
    assertThat(image.files().stringColumn("path").asList()).contains("/etc/.wh.hosts");
    enter(image.rootFs());
    assertThat(cell.run("ls", "/etc", "/home").stdout())
        .isEqualTo("/etc:\ngroup\npasswd\n\n/home:\nnew\n");
  }

  @Test
  void aDirectoryMadeAnewHidesTheOldOne() {
    Image image = committed("rm -r /etc; mkdir /etc; echo 1 >/etc/only");
    assertThat(image.files().stringColumn("path").asList()).contains("/etc/.wh..wh..opq");
    enter(image.rootFs());
    assertThat(cell.run("ls", "/etc").stdout()).isEqualTo("only\n");
  }

  @Test
  @NeedsProgram("umoci")
  void umociAppliesTheSameWhiteouts() {
    Image image = committed("rm /etc/hosts; rm -r /var; mkdir /var; echo 1 >/var/only");
    Path bundle = place.resolve("bundle");
    Output output =
        Host.run(
            "umoci",
            "unpack",
            "--rootless",
            "--image",
            image.directory() + ":latest",
            bundle.toString());
    assertThat(output.succeeded()).as(output.toString()).isTrue();
    Path ours = image.unpack(place.resolve("ours"));
    assertThat(find(bundle.resolve("rootfs"))).isEqualTo(find(ours)).contains("./var/only");
  }

  @Test
  void anImageIsALayerOfAnOverlay() {
    Image image = Image.build().layer(RootFs.busybox()).writeTo(place.resolve("image"));
    Overlay root = RootFs.layers(image.rootFs());
    enter(root);
    cell.run("rm", "/etc/hosts");
    assertThat(root.diff().stringColumn("path").asList()).containsExactly("/etc/hosts");
  }

  @Test
  void anImageWithoutDirectoriesForProcAndDevServesToo() throws IOException {
    Path bin = Files.createDirectories(place.resolve("tree/bin"));
    Path busybox = RootFs.busybox().directories().get(0).resolve("bin/busybox");
    Files.copy(busybox, bin.resolve("busybox"));
    Host.run("chmod", "755", bin.resolve("busybox").toString());
    Image image = Image.build().layer(place.resolve("tree")).writeTo(place.resolve("image"));
    enter(image.rootFs());
    assertThat(cell.run("/bin/busybox", "ls", "/").stdout()).isEqualTo("bin\ndev\nproc\n");
  }

  @Test
  void anUpperLayerThatWasGivenBackIsNoLayer() {
    Overlay root = RootFs.layers(RootFs.busybox());
    enter(root);
    Path upper = root.upper();
    ImageBuilder builder = Image.build().layer(upper);
    root.close();
    assertThatThrownBy(() -> builder.writeTo(place.resolve("image")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer [%s]: expected a directory that exists".formatted(upper));
  }

  @Test
  void theFilesOfAnUnpackedRootAreSeenInsideOnly() {
    Image image = Image.build().layer(RootFs.busybox()).writeTo(place.resolve("image"));
    assertThatThrownBy(() -> image.rootFs().files())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "files: this root is made when a cell enters it: look there, cell.run(\"find\","
                + " \"/\")");
  }

  /** Makes an image of busybox and of what a cell with it changed. */
  private Image committed(String script) {
    Overlay root = RootFs.layers(RootFs.busybox());
    try (Cell author = Cell.open("author")) {
      author.unshare(MOUNT, PID).pivotRoot(root);
      Output output = author.run("sh", "-c", script);
      assertThat(output.succeeded()).as(output.toString()).isTrue();
      return Image.build().layer(root).layer(root.upper()).writeTo(place.resolve("image"));
    }
  }

  private static String find(Path root) {
    return Host.run("sh", "-c", "cd %s && find . | sort".formatted(root)).stdout();
  }

  private void enter(RootFs root) {
    cell.unshare(MOUNT, PID).pivotRoot(root);
  }
}
