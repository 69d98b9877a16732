package org.cellblock.containers.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cellblock.containers.image.MadeImage.Item;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackLimitsTests {

  @TempDir Path place;

  private Path target;

  @BeforeEach
  void makeTheTarget() throws IOException {
    target = Files.createDirectory(place.resolve("out"));
  }

  @Test
  void aSmallLayerThatBecomesLargeStopsAtTheRatio() throws IOException {
    Image bomb = image().layer(Item.file("zeros", "\0".repeat(40 << 20))).read();
    assertThatThrownBy(() -> bomb.unpack(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "layer \\[sha256:.{64}\\]: \\[\\d+\\] bytes of it unpack to more than \\[\\d+\\];"
                + " expected at most 100 to 1, .*");
    assertThat(target).isEmptyDirectory();
    assertThatThrownBy(bomb::files).hasMessageContaining("100 to 1");
  }

  @Test
  void zerosInASmallLayerDoNoHarm() throws IOException {
    image().layer(Item.file("zeros", "\0".repeat(8 << 20))).read().unpack(target);
    assertThat(target.resolve("zeros")).hasSize(8 << 20);
  }

  @Test
  void bytesEntriesAndDepthHaveABoundOverAllLayers() throws IOException {
    Image image =
        image()
            .layer(Item.file("a", "x".repeat(6000)), Item.file("d/e/f/g", ""))
            .layer(Item.file("b", "x".repeat(6000)))
            .read();
    assertThatThrownBy(() -> unpack(image, new UnpackLimits(15_000, 10, 100, 10)))
        .hasMessageContaining("unpacks to more than [15000] bytes; expected at most so many");
    assertThatThrownBy(() -> unpack(image, new UnpackLimits(1 << 20, 2, 100, 10)))
        .hasMessageContaining("has more than [2] entries; expected at most so many");
    assertThatThrownBy(() -> unpack(image, new UnpackLimits(1 << 20, 10, 100, 3)))
        .hasMessageContaining("layer entry [d/e/f/g]: [4] directories deep; expected at most 3");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void depthCountsWhereALinkLeads() throws IOException {
    Image image =
        image()
            .layer(
                Item.directory("a/b/c"), Item.link("short", "a/b/c"), Item.file("short/d/e", "x"))
            .read();
    assertThatThrownBy(() -> unpack(image, new UnpackLimits(1 << 20, 10, 100, 4)))
        .hasMessageContaining("layer entry [short/d/e]: [5] directories deep");
  }

  @Test
  void aLayerWithAnotherDiffIdIsRefusedAndNothingIsLeft() throws IOException {
    String other = "sha256:" + "0".repeat(64);
    Image image = image().layer(Item.file("a", "x")).withDiffId(other).read();
    assertThatThrownBy(() -> image.unpack(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "layer \\[sha256:.{64}\\]: unpacked it is \\[sha256:.{64}\\]; expected diff id"
                + " \\[%s\\], .*".formatted(other));
    assertThat(target).isEmptyDirectory();
    assertThatThrownBy(image::files).hasMessageContaining("expected diff id");
  }

  @Test
  void aLayerOfAnotherSizeIsRefused() throws IOException {
    Image image = image().layer(Item.file("a", "x")).withSizeOff(1).read();
    assertThatThrownBy(() -> image.unpack(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "blob \\[sha256:.{64}\\]: it has \\[\\d+\\] bytes; expected \\[\\d+\\], .*");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aTarThatEndsEarlyLeavesNothing() throws IOException {
    byte[] whole = MadeImage.tarOf(Item.file("long", "x".repeat(5000)));
    Image image = image().layer(Item.file("a", "x")).tar(Arrays.copyOf(whole, 2048)).read();
    assertThatThrownBy(() -> image.unpack(target)).hasMessageContaining("read layer sha256:");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aDocumentHasABound() throws IOException {
    Image image = image().layer(Item.file("a", "x")).read();
    Path index = image.directory().resolve("index.json");
    Files.writeString(index, Files.readString(index) + " ".repeat(5 << 20));
    assertThatThrownBy(() -> Image.read(image.directory()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a JSON object of at most 4194304");
  }

  private MadeImage image() {
    return new MadeImage(place.resolve("image"));
  }

  private void unpack(Image image, UnpackLimits limits) {
    UnpackTarget.fill(target, directory -> image.unpackLayers(directory, limits));
  }
}
