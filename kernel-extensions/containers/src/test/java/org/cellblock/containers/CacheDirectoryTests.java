package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
