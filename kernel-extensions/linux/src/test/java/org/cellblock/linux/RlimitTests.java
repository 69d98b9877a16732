package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellblock.linux.Resource.RLIMIT_CORE;
import static org.cellblock.linux.Resource.RLIMIT_FSIZE;
import static org.cellblock.linux.Resource.RLIMIT_NOFILE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class RlimitTests {

  @Test
  void aProgramHasItsLimitsAtItsFirstInstruction() {
    String limits =
        Started.written(
            List.of(new Rlimit(RLIMIT_NOFILE, 64, 128), new Rlimit(RLIMIT_CORE, 0, 0)),
            "cat",
            "/proc/self/limits");
    assertThat(limits)
        .containsPattern("Max open files +64 +128 ")
        .containsPattern("Max core file size +0 +0 ");
  }

  @Test
  void javaKeepsItsOwn() throws Exception {
    String before = Files.readString(Path.of("/proc/self/limits"));
    Started.written(List.of(new Rlimit(RLIMIT_NOFILE, 64, 64)), "true");
    assertThat(Path.of("/proc/self/limits")).hasContent(before);
  }

  @Test
  void aLimitIsEnforced() {
    assertThat(
            Started.written(
                List.of(new Rlimit(RLIMIT_NOFILE, 4, 4)),
                "sh",
                "-c",
                "exec 3</dev/null; (exec 4</dev/null) || echo refused"))
        .endsWith("refused\n");
  }

  @Test
  void noFileOfTheHandOverIsLeftOpen() {
    assertThat(
            Started.written(
                List.of(new Rlimit(RLIMIT_CORE, 0, 0)), "sh", "-c", "ls /proc/$$/fd; true"))
        .isEqualTo("0\n1\n2\n");
  }

  @Test
  void aRefusedLimitStartsNothing() {
    long more = 1L << 40; // above any /proc/sys/fs/nr_open
    assertThatThrownBy(() -> Started.written(List.of(new Rlimit(RLIMIT_NOFILE, 64, more)), "true"))
        .hasMessageMatching(
            "(?s)prlimit\\(pid=\\d+, resource=RLIMIT_NOFILE, new_limit=\"64:1099511627776\"\\):"
                + " EPERM \\(1\\) Operation not permitted.*");
  }

  @Test
  void aSoftLimitAboveTheHardOneIsRefused() {
    assertThatThrownBy(() -> new Rlimit(RLIMIT_FSIZE, Rlimit.UNLIMITED, 5))
        .hasMessage(
            "RLIMIT_FSIZE unlimited:5: expected a soft limit of at most the hard one, each 0 or"
                + " more or unlimited");
  }
}
