package org.cellblock.containers.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTests {

  @TempDir Path place;

  private Path layer;
  private Path image;

  @BeforeEach
  void makeALayer() throws IOException {
    image = place.resolve("image");
    layer = Files.createDirectory(place.resolve("layer"));
    Path etc = Files.createDirectory(layer.resolve("etc"));
    Files.writeString(etc.resolve("motd"), "hello\n");
    Files.createSymbolicLink(layer.resolve("link"), Path.of("etc/motd"));
    Files.createLink(layer.resolve("twin"), etc.resolve("motd"));
    Path tmp = Files.createDirectory(layer.resolve("tmp"));
    Files.setAttribute(tmp, "unix:mode", 01777);
  }

  @Test
  void eachBlobIsNamedByTheDigestOfItsBytes() throws IOException {
    Image.build().layer(layer).writeTo(image);
    try (var blobs = Files.list(image.resolve("blobs/sha256"))) {
      List<Path> all = blobs.toList();
      assertThat(all).hasSize(3);
      for (Path blob : all) {
        assertThat(Host.run("sha256sum", blob.toString()).stdout())
            .startsWith(blob.getFileName().toString());
      }
    }
  }

  @Test
  void anImageInItsOwnLayerIsRefused() throws IOException {
    ImageBuilder builder = Image.build().layer(layer);
    Path link = Files.createSymbolicLink(place.resolve("also"), layer);
    for (Path inside : List.of(layer.resolve("etc/new/image"), link.resolve("image"))) {
      assertThatThrownBy(() -> builder.writeTo(inside))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "image directory [%s]: expected one outside layer %s, or the image would hold itself",
              inside, layer);
      assertThat(inside).doesNotExist();
    }
  }

  @Test
  void theDiffIdIsTheDigestOfThePlainTar() {
    LayerInfo info = Image.build().layer(layer).writeTo(image).layerRows().get(0);
    String script = "zcat blobs/sha256/%s | sha256sum".formatted(info.digest().substring(7));
    Output output = Host.run("sh", "-c", "cd %s && %s".formatted(image, script));
    assertThat("sha256:" + output.stdout()).startsWith(info.diffId());
  }

  @Test
  void theSameFilesMakeTheSameDigest() throws IOException {
    String first = Image.build().layer(layer).cmd("x").writeTo(image).digest();
    Files.setLastModifiedTime(
        layer.resolve("etc/motd"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    Image again = Image.build().layer(layer).cmd("x").writeTo(place.resolve("again"));
    assertThat(again.digest()).isEqualTo(first);
  }

  @Test
  void anotherByteMakesAnotherDigest() throws IOException {
    String first = Image.build().layer(layer).writeTo(image).digest();
    Files.writeString(layer.resolve("etc/motd"), "Hello\n");
    assertThat(Image.build().layer(layer).writeTo(image).digest()).isNotEqualTo(first);
  }

  @Test
  void whatWasSetIsReadBack() {
    Image.build()
        .layer(layer)
        .entrypoint("/bin/sh", "-c")
        .cmd("date")
        .env("TZ", "UTC")
        .workingDir("/tmp")
        .writeTo(image);
    Image read = Image.read(image);
    assertThat(read.command()).containsExactly("/bin/sh", "-c", "date");
    assertThat(read.env()).containsExactly("TZ=UTC");
    assertThat(read.config()).contains("\"WorkingDir\": \"/tmp\"");
    assertThat(read.layers().columnNames()).containsExactly("number", "digest", "diff id", "size");
  }

  @Test
  void unpackingGivesTheFilesBack() throws IOException {
    Path out = Image.build().layer(layer).writeTo(image).unpack(place.resolve("out"));
    assertThat(out.resolve("etc/motd")).hasContent("hello\n");
    assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("etc/motd"));
    assertThat(Files.isSameFile(out.resolve("twin"), out.resolve("etc/motd"))).isTrue();
    assertThat(Files.getAttribute(out.resolve("tmp"), "unix:mode")).isEqualTo(041777);
  }

  @Test
  void aFileOfAHigherLayerReplacesALinkOfALower() throws IOException {
    Path upper = Files.createDirectory(place.resolve("upper"));
    Files.writeString(upper.resolve("link"), "no link");
    Path out = Image.build().layer(layer).layer(upper).writeTo(image).unpack(place.resolve("out"));
    assertThat(out.resolve("link")).hasContent("no link").isRegularFile();
    assertThat(out.resolve("etc/motd")).hasContent("hello\n");
  }

  @Test
  void oddNamesComeBackAsTheyWere() throws IOException {
    List<String> names = List.of("...", " a b ", "new\nline", "-x", "a'\"\\b", "y".repeat(255));
    for (String name : names) {
      Files.writeString(layer.resolve(name), name);
    }
    Path out = Image.build().layer(layer).writeTo(image).unpack(place.resolve("out"));
    for (String name : names) {
      assertThat(out.resolve(name)).hasContent(name);
    }
  }

  @Test
  void aFileWithTheNameOfADeletionIsRefused() throws IOException {
    Files.createFile(layer.resolve("etc/.wh.motd"));
    assertThatThrownBy(() -> Image.build().layer(layer).writeTo(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer file [/etc/.wh.motd]: in an image such a name means a deletion; give it"
                + " another");
  }

  @Test
  void anImageForAnotherSystemIsRefused() throws IOException {
    Path odd = Image.build().layer(layer).writeTo(image).directory();
    String index = Files.readString(odd.resolve("index.json"));
    Files.writeString(odd.resolve("index.json"), index.replace("linux", "plan9"));
    assertThatThrownBy(() -> Image.read(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "image directory \\[.*\\]: it has \\[0\\] images for linux/\\w+; expected 1");
  }

  @Test
  void changedBytesAreFound() throws IOException {
    Image built = Image.build().layer(layer).writeTo(image);
    Path blob = image.resolve("blobs/sha256/" + built.digest().substring(7));
    Files.writeString(blob, Files.readString(blob) + " ");
    assertThatThrownBy(() -> Image.read(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "blob \\[%s\\]: its bytes are sha256:[0-9a-f]{64}; the file was changed, make the"
                    .formatted(built.digest())
                + " image again");
  }

  @Test
  void aMissingLayerIsNamed() throws IOException {
    Image built = Image.build().layer(layer).writeTo(image);
    String digest = built.layerRows().get(0).digest();
    Path blob = image.resolve("blobs/sha256/" + digest.substring(7));
    Files.delete(blob);
    assertThatThrownBy(built::files)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "blob [%s]: expected a file %s; the image is incomplete".formatted(digest, blob));
  }

  @Test
  void aDirectoryWithOtherThingsIsLeftAlone() {
    assertThatThrownBy(() -> Image.build().layer(layer).writeTo(layer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image directory [%s]: expected one that is absent, empty, or an image already"
                .formatted(layer));
  }

  @Test
  void aDirectoryThatIsNoImageIsRefused() {
    assertThatThrownBy(() -> Image.read(layer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image directory [%s]: expected an OCI image layout, with a file oci-layout"
                .formatted(layer));
  }

  @Test
  void aLayerThatIsAbsentIsRefused() {
    assertThatThrownBy(() -> Image.build().layer(Path.of("/no/such")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer [/no/such]: expected a directory that exists");
  }

  @Test
  void aPipeIsNoPartOfALayer() {
    Host.run("mkfifo", layer.resolve("pipe").toString());
    assertThatThrownBy(() -> Image.build().layer(layer).writeTo(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer file [/pipe]: it is a fifo; expected files, directories and links");
  }

  @Test
  void anUnpackedImageNeedsAnEmptyDirectory() {
    Image built = Image.build().layer(layer).writeTo(image);
    assertThatThrownBy(() -> built.unpack(layer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unpack into [%s]: expected an empty directory".formatted(layer));
  }

  @Test
  void badSettingsAreNamed() {
    ImageBuilder builder = Image.build();
    assertThatThrownBy(() -> builder.env("A=B", "c"))
        .hasMessage("variable [A=B]: expected a name without an equals sign");
    assertThatThrownBy(() -> builder.workingDir("tmp"))
        .hasMessage("working directory [tmp]: expected an absolute path");
    assertThatThrownBy(() -> builder.tag("a b"))
        .hasMessage("tag [a b]: expected 1 to 128 letters, digits, dots, dashes or underscores");
  }

  @Test
  @NeedsProgram("skopeo")
  void skopeoReadsIt() {
    Image built = Image.build().layer(layer).entrypoint("/bin/sh").writeTo(image);
    Output output = Host.run("skopeo", "inspect", "oci:" + image + ":latest");
    assertThat(output.stdout())
        .as(output.toString())
        .contains(built.digest(), built.layerRows().get(0).digest());
  }

  @Test
  @NeedsProgram("umoci")
  void umociUnpacksIt() {
    Image.build().layer(layer).cmd("true").writeTo(image);
    Path bundle = place.resolve("bundle");
    Output output =
        Host.run("umoci", "unpack", "--rootless", "--image", image + ":latest", bundle.toString());
    assertThat(output.succeeded()).as(output.toString()).isTrue();
    assertThat(bundle.resolve("rootfs/etc/motd")).hasContent("hello\n");
  }

  @Test
  @NeedsProgram("skopeo")
  void itReadsWhatSkopeoCopied() throws IOException {
    Files.writeString(layer.resolve("x".repeat(120)), "a long name");
    Image built = Image.build().layer(layer).writeTo(image);
    Path copy = place.resolve("copy");
    Output output =
        Host.run("skopeo", "copy", "--insecure-policy", "oci:" + image + ":latest", "oci:" + copy);
    assertThat(output.succeeded()).as(output.toString()).isTrue();
    assertThat(Image.read(copy).layerRows()).isEqualTo(built.layerRows());
    assertThat(Image.read(copy).unpack(place.resolve("out")).resolve("x".repeat(120)))
        .hasContent("a long name");
  }

  @Test
  void aLayerIsReadableByEverybody() throws IOException {
    LayerInfo info = Image.build().layer(layer).writeTo(image).layerRows().get(0);
    Path blob = image.resolve("blobs/sha256/" + info.digest().substring(7));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blob)))
        .isEqualTo("rw-r--r--");
  }
}
