package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheDirectoryTests {

  @Test
  void itLiesInTheHome(@TempDir Path home) {
    Map<String, String> environment = Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "");
    assertThat(CacheDirectory.make(environment))
        .isEqualTo(home.resolve(".cache/cellblock"))
        .isEmptyDirectory();
  }

  @Test
  void xdgCacheHomeComesFirst(@TempDir Path cache) {
    Map<String, String> environment =
        Map.of("HOME", "/proc/nobody", "XDG_CACHE_HOME", cache.toString());
    assertThat(CacheDirectory.make(environment)).isEqualTo(cache.resolve("cellblock"));
  }

  @Test
  void whatItMakesOnlyThisUserMayEnter(@TempDir Path home) throws IOException {
    Path made = CacheDirectory.make(Map.of("HOME", home.toString()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void whereAnybodyCanWriteItIsATemporaryOneAndNothingIsMade(@TempDir Path open)
      throws IOException {
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path made = CacheDirectory.make(Map.of("XDG_CACHE_HOME", open.toString()));
    assertThat(made).startsWith(Guardian.directory());
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void oneThatAnybodyCanWriteToIsNotUsed(@TempDir Path cache) throws IOException {
    Path open = Files.createDirectory(cache.resolve("cellblock"));
    Files.setAttribute(open, "unix:mode", 01777);
    Path made = CacheDirectory.make(Map.of("XDG_CACHE_HOME", cache.toString()));
    assertThat(made).startsWith(Guardian.directory());
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void anotherUsersIsNotUsed(@TempDir Path cache) throws IOException {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs users to give it to");
    Path theirs = Files.createDirectory(cache.resolve("cellblock"));
    Files.setAttribute(theirs, "unix:uid", 65_534);
    Path made = CacheDirectory.make(Map.of("XDG_CACHE_HOME", cache.toString()));
    assertThat(made).startsWith(Guardian.directory());
    assertThat(theirs).isEmptyDirectory();
  }

  @Test
  void aLinkOfAnotherUsersLeadsNowhere(@TempDir Path place) throws IOException {
    assumeTrue(UserNamespace.mapsAllUsers(), "needs users to give it to");
    Path target = Files.createDirectory(place.resolve("target"));
    Path open = Files.createDirectory(place.resolve("open"));
    Files.setAttribute(open, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(open.resolve("link"), target);
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    Path made = CacheDirectory.make(Map.of("XDG_CACHE_HOME", link.toString()));
    assertThat(made).startsWith(Guardian.directory());
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void whereNobodyCanWriteItIsATemporaryOne() {
    Path made = CacheDirectory.make(Map.of("HOME", "/proc/nobody"));
    assertThat(made).isEmptyDirectory().isWritable().startsWith(Guardian.directory());
  }

  @Test
  void aHomeThatIsNotThereIsNotMade(@TempDir Path directory) {
    Path home = directory.resolve("nonexistent");
    assertThat(CacheDirectory.make(Map.of("HOME", home.toString())))
        .isEmptyDirectory()
        .startsWith(Guardian.directory());
    assertThat(home).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "target/home"})
  void aHomeThatIsNoAbsolutePathIsNone(String home) {
    Map<String, String> environment = Map.of("HOME", home, "XDG_CACHE_HOME", "target/cache");
    assertThat(CacheDirectory.make(environment)).startsWith(Guardian.directory());
    assertThat(Path.of("target/cache")).doesNotExist();
  }
}
