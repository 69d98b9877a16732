package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class OthersTests {

  private static final int ANOTHER = 4711;

  @TempDir Path temporary;
  private Path place;

  @BeforeEach
  void make() throws IOException {
    place = Files.createDirectory(temporary.toRealPath().resolve("place"));
  }

  @Test
  void whatOnlyThisUserMayWriteToNobodyExchanges() throws IOException {
    assertThat(Others.exchange(place)).isEmpty();
    assertThat(Others.write(place)).isEmpty();
  }

  @Test
  void anybodyExchangesWhatLiesInAnOpenDirectory() throws IOException {
    Path inner = Files.createDirectory(place.resolve("inner"));
    mode(place, "rwxrwxrwx");
    assertThat(Others.exchange(inner)).contains("anybody may write to " + place);
    assertThat(Others.write(place)).contains("anybody may write to it");
  }

  @Test
  void inAStickyDirectoryOnlyItsOwnerExchanges() throws IOException {
    Files.setAttribute(place, "unix:mode", 01777);
    assertThat(Others.exchange(place)).isEmpty();
    assertThat(Others.write(place)).contains("anybody may write to it");
  }

  @Test
  void anotherUserExchangesWhatLiesInTheirs() throws IOException {
    give(place);
    assertThat(Others.exchange(place)).contains("user 4711 owns " + place);
    assertThat(Others.write(place)).contains("user 4711 owns it");
  }

  @Test
  void aGroupThatIsNotOursExchanges() throws IOException {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs groups to give it to");
    mode(place, "rwxrwx---");
    assertThat(Others.exchange(place)).isEmpty();
    Files.setAttribute(place, "unix:gid", ANOTHER);
    assertThat(Others.exchange(place)).contains("group 4711 may write to " + place);
  }

  @Test
  void anotherUsersLinkToOurDirectoryIsNotFollowed() throws IOException {
    Path open = Files.createDirectory(temporary.toRealPath().resolve("open"));
    Files.setAttribute(open, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(open.resolve("link"), place);
    assertThat(Others.exchange(link)).isEmpty();
    give(link);
    assertThat(Others.exchange(link)).contains("user 4711 owns " + link);
    Path toIt = Files.createSymbolicLink(place.resolve("to-it"), link);
    assertThat(Others.exchange(toIt)).contains("user 4711 owns " + link);
  }

  @Test
  void aCircleOfLinksEnds() throws IOException {
    Path one = place.resolve("one");
    Files.createSymbolicLink(one, place.resolve("two"));
    Files.createSymbolicLink(place.resolve("two"), one);
    assertThatThrownBy(() -> Others.exchange(one))
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith("statx(path=\"%s\"): ELOOP", one);
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void give(Path path) throws IOException {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs users to give it to");
    Files.setAttribute(path, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
  }
}
