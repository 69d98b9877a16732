package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupFilesTests {

  @TempDir Path directory;

  @Test
  void keysKeepTheKernelsOrderAndWordsAreLeftOut() {
    assertThat(CgroupFiles.parseKeyed("nr_periods 5\nnr_throttled 2\nname is long\nmax x"))
        .containsExactly(entry("nr_periods", 5), entry("nr_throttled", 2));
  }

  /** As memory.stat of version 1 has had them; the last is one more than 64 bits hold. */
  @Test
  void aCounterThatHasBecomeNegativeIsSo() {
    String text =
        """
        cache 1
        rss 18446744073709547520
        hierarchical_memory_limit 18446744073709551615
        drift -3
        beyond 18446744073709551616
        """;
    assertThat(CgroupFiles.parseKeyed(text))
        .containsExactly(
            entry("cache", 1),
            entry("rss", -4096),
            entry("hierarchical_memory_limit", -1),
            entry("drift", -3));
  }

  @Test
  void aNumberIsReadAndAWordIsNone() throws Exception {
    Files.writeString(directory.resolve("pids.max"), "max\n");
    Files.writeString(directory.resolve("pids.current"), "3\n");
    CgroupFiles cgroup = new CgroupFiles(directory);
    assertThat(cgroup.number("pids.current")).contains(3L);
    assertThat(cgroup.number("pids.max")).isEmpty();
    assertThat(cgroup.read("pids.max")).contains("max");
  }

  @Test
  void aCgroupThatHasVanishedHasNothing() {
    CgroupFiles gone = new CgroupFiles(directory.resolve("gone"));
    assertThat(gone.read("pids.max")).isEmpty();
    assertThat(gone.processes()).isEmpty();
    assertThat(gone.children()).isEmpty();
    assertThat(gone.keyed("cpu.stat")).isEmpty();
  }

  @Test
  void childrenAreDirectoriesByName() throws Exception {
    Files.createDirectory(directory.resolve("b"));
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("cgroup.procs"), "1\n2\n");
    CgroupFiles cgroup = new CgroupFiles(directory);
    assertThat(cgroup.processes()).containsExactly(1L, 2L);
    assertThat(cgroup.children())
        .extracting(child -> child.directory().getFileName().toString())
        .containsExactly("a", "b");
  }

  private static Map.Entry<String, Long> entry(String key, long value) {
    return Map.entry(key, value);
  }
}
