package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
