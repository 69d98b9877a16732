package org.cellblock.containers.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cellblock.containers.image.MadeImage.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostileLayerTests {

  @TempDir Path place;

  private Path outside;
  private Path target;

  @BeforeEach
  void makeWhatMustStay() throws IOException {
    outside = Files.createDirectory(place.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "as before");
    target = place.resolve("deep/out");
    Files.writeString(Files.createDirectories(target).resolveSibling("canary"), "as before");
  }

  @AfterEach
  void nothingOutsideIsAnother() {
    assertThat(outside.resolve("canary")).hasContent("as before");
    assertThat(outside).isDirectoryNotContaining(each -> !each.endsWith("canary"));
    assertThat(target.resolveSibling("canary")).hasContent("as before").isRegularFile();
    assertThat(target.getParent())
        .isDirectoryNotContaining(each -> !each.endsWith("canary") && !each.endsWith("out"));
  }

  static Stream<Item> noNames() {
    return Stream.of(
            "..",
            "x/..",
            ".",
            "././/.",
            "x/../..",
            "/..",
            "/.",
            "x/.",
            ".wh..",
            ".wh...",
            ".wh.",
            "x/.wh..",
            "x/.wh...",
            "x/.wh.")
        .flatMap(
            name ->
                Stream.of(
                    Item.link(name, "/etc"), Item.file(name, "bad"), Item.hardLink(name, "x/y")));
  }

  @ParameterizedTest
  @MethodSource("noNames")
  void anEntryWithoutANameIsRefusedAndNothingIsLeft(Item item) throws IOException {
    Image image =
        new MadeImage(place.resolve("image"))
            .layer(Item.directory("x"), Item.file("x/y", "1"))
            .layer(item)
            .read();
    assertThatThrownBy(() -> image.unpack(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer entry [" + item.name() + "]");
    assertThat(target).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "/absolute, absolute",
    "../../climbs, climbs",
    "a/../../b, b",
    "/../../c, c",
    "././d, d",
    "e//f, e/f",
  })
  void aNameThatClimbsStaysInTheTarget(String name, String expected) throws IOException {
    unpack(Item.file(name, "inside"));
    assertThat(target.resolve(expected)).hasContent("inside");
  }

  @Test
  void whatIsWrittenThroughALinkStaysInTheTarget() throws IOException {
    unpack(
        Item.link("out", outside.toString()),
        Item.file("out/new", "inside"),
        Item.link("up", "../../.."),
        Item.file("up/climbed", "inside"),
        Item.link("file", outside.resolve("canary").toString()),
        Item.file("file", "replaced"));
    assertThat(target.resolve(outside.toString().substring(1) + "/new")).hasContent("inside");
    assertThat(target.resolve("climbed")).hasContent("inside");
    assertThat(target.resolve("file")).hasContent("replaced").isRegularFile();
  }

  @Test
  void aWhiteoutThroughALinkDeletesInsideOnly() throws IOException {
    Image image =
        new MadeImage(place.resolve("image"))
            .layer(Item.link("out", outside.toString()), Item.file("keep", "1"))
            .layer(
                Item.file("out/.wh.canary", ""),
                Item.file("out/.wh..wh..opq", ""),
                Item.file("../outside/.wh.canary", ""))
            .read();
    image.unpack(target);
    assertThat(target.resolve("keep")).hasContent("1");
  }

  @Test
  void aHardLinkOutIsRefused() throws IOException {
    Item link = Item.hardLink("stolen", outside.resolve("canary").toString());
    assertThatThrownBy(() -> unpack(link))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer entry [stolen]")
        .hasMessageContaining("ENOENT");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aHardLinkThroughALinkIsTheLinkItself() throws IOException {
    unpack(Item.link("link", outside.resolve("canary").toString()), Item.hardLink("twin", "/link"));
    assertThat(Files.readSymbolicLink(target.resolve("twin"))).isEqualTo(outside.resolve("canary"));
  }

  @Test
  void aHardLinkToADirectoryIsRefused() {
    assertThatThrownBy(() -> unpack(Item.directory("d"), Item.hardLink("twin", "d")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer entry [twin]");
  }

  @Test
  void linksInACircleAreRefused() {
    assertThatThrownBy(
            () -> unpack(Item.link("a", "b"), Item.link("b", "a"), Item.file("a/x", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer entry [a/x]")
        .hasMessageContaining("ELOOP");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aDeviceIsRefused() {
    assertThatThrownBy(() -> unpack(Item.device("dev-mem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer entry [dev-mem]: a device or pipe; expected files, directories and links");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void namesMayHaveAnythingThatLinuxAllows() throws IOException {
    unpack(Item.file("new\nline", "1"), Item.file("ü", "2"), Item.file("...", "3"));
    assertThat(target.resolve("new\nline")).hasContent("1");
    assertThat(target.resolve("ü")).hasContent("2");
    assertThat(target.resolve("...")).hasContent("3");
  }

  @Test
  void namesAndLinksHaveABound() {
    assertThatThrownBy(() -> unpack(Item.file("n".repeat(256), "")))
        .hasMessageContaining("its name in its path has [256] bytes; expected at most 255");
    assertThatThrownBy(() -> unpack(Item.file("n/".repeat(2100) + "x", "")))
        .hasMessageContaining("its path has [4201] bytes; expected at most 4095");
    assertThatThrownBy(() -> unpack(Item.link("l", "n/".repeat(3000))))
        .hasMessageContaining("layer entry [l]: its link has [6000] bytes");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatWasAbsentIsAbsentAgain() throws IOException {
    Image image = new MadeImage(place.resolve("image")).layer(Item.file("..", "x")).read();
    assertThatThrownBy(() -> image.unpack(place.resolve("new/er"))).hasMessageContaining("[..]");
    assertThat(place.resolve("new")).doesNotExist();
  }

  @Test
  void anOpaqueDirectoryHidesWhatIsBelowItsOwn() throws IOException {
    new MadeImage(place.resolve("image"))
        .layer(
            Item.directory("d/"),
            Item.file("d/old", "1"),
            Item.directory("d/sub/"),
            Item.file("d/sub/old", "1"))
        .layer(
            Item.directory("d/"),
            Item.file("d/new", "2"),
            Item.directory("d/sub/"),
            Item.file("d/sub/new", "2"),
            Item.file("d/.wh..wh..opq", ""))
        .read()
        .unpack(target);
    assertThat(target.resolve("d/new")).exists();
    assertThat(target.resolve("d/sub/new")).exists();
    assertThat(target.resolve("d/old")).doesNotExist();
    assertThat(target.resolve("d/sub/old")).doesNotExist();
  }

  @Test
  void anOpaqueDirectoryKeepsWhatItsOwnLayerHasInDirectoriesThatItDoesNotList() throws IOException {
    new MadeImage(place.resolve("image"))
        .layer(Item.file("d/sub/old", "1"), Item.file("old", "1"))
        .layer(
            Item.file("d/sub/new", "2"),
            Item.file("d/.wh..wh..opq", ""),
            Item.file(".wh..wh..opq", ""))
        .read()
        .unpack(target);
    assertThat(target.resolve("d/sub/new")).hasContent("2");
    assertThat(target.resolve("d/sub/old")).doesNotExist();
    assertThat(target.resolve("old")).doesNotExist();
  }

  @Test
  void aLinkThatWasReplacedByADirectoryIsNotFollowed() throws IOException {
    new MadeImage(place.resolve("image"))
        .layer(Item.link("d", outside.toString()))
        .layer(Item.directory("d/"), Item.file("d/x", "1"))
        .read()
        .unpack(target);
    assertThat(Files.isDirectory(target.resolve("d"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(target.resolve("d/x")).hasContent("1");
  }

  private void unpack(Item... items) throws IOException {
    new MadeImage(place.resolve("image")).layer(items).read().unpack(target);
  }
}
