package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what can't be meant is refused before the kernel is asked. */
class GivenTests {

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 4711, Long.MAX_VALUE})
  void aMarkThatOthersMayHaveIsRefused(long number) {
    assertThatThrownBy(() -> new ProcessMark(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mark [%d]: expected one of this process: ProcessMark.next() makes one", number);
  }

  @Test
  void aPathWithoutAParentIsNoCgroup() {
    assertThatThrownBy(() -> CgroupProcs.open(Path.of("")))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ENOENT");
    assertThatThrownBy(() -> ControlDirectory.make(Path.of("/")))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("EEXIST");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Given.notNull(null, "signal", "one such as SIGTERM"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signal [null]: expected one such as SIGTERM");
  }

  @Test
  void aCallRefusesATextThatTheKernelWouldCutOff() {
    assertThatThrownBy(() -> Linux.sethostname("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "host name [a\\0b]: expected a text without NUL characters;"
                + " the kernel would end it there");
    assertThatThrownBy(() -> Linux.sethostname("\0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host name [\\0]: ");
    assertThatThrownBy(() -> Linux.chdir("/tmp\0/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("path [/tmp\\0/x]: expected a text without NUL characters");
  }

  @Test
  void aProgramRefusesOneToo() {
    assertThatThrownBy(() -> request(List.of("echo", "a\0b"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("argument [a\\0b]: expected a text without NUL characters");
    assertThatThrownBy(() -> request(List.of("echo"), Map.of("A", "1\0B=2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("variable [A=1\\0B=2]: expected a text without NUL characters");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0xffff_ffffL, Long.MAX_VALUE})
  void whatMeansNoChangeToTheKernelIsNoId(long id) {
    assertThatThrownBy(() -> Credentials.setresuid(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uid [%d]: expected 0 to 4294967294".formatted(id));
    assertThatThrownBy(() -> Credentials.setresgid(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gid [%d]: expected 0 to 4294967294".formatted(id));
  }

  @Test
  void aRangeHasBothItsEnds() {
    assertThat(Given.number(3, 3, 5, "number")).isEqualTo(3);
    assertThat(Given.number(5, 3, 5, "number")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", ".", ".."})
  void whatIsNoNameInADirectoryIsRefused(String name) {
    assertThatThrownBy(() -> Given.fileName(name, "cgroup", "web"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cgroup [%s]: expected a name without a slash, for example web".formatted(name));
  }

  @Test
  void aLongArgumentIsShownByItsBeginning() {
    assertThat(Arguments.of("argv", "x".repeat(200_000)))
        .hasToString("argv=\"" + "x".repeat(1000) + "… (200000 characters)\"");
  }

  @Test
  void workIsDoneOrRefusedHoweverCloseToTheEndItComes() throws Exception {
    for (int round = 0; round < 300; round++) {
      CellThread thread = CellThread.start("end-" + round);
      CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> callUntilEnded(thread));
      thread.call(() -> null);
      thread.end();
      try {
        caller.get(20, TimeUnit.SECONDS);
      } catch (TimeoutException waitsForEver) {
        throw new AssertionError("round " + round + " waits for ever", waitsForEver);
      }
    }
  }

  private static void callUntilEnded(CellThread thread) {
    try {
      while (true) {
        thread.call(() -> null);
      }
    } catch (IllegalStateException ended) {
      assertThat(ended).hasMessageContaining("has ended");
    }
  }

  private static SpawnRequest request(List<String> argv, Map<String, String> environment) {
    return new SpawnRequest("echo", argv, environment, NullDevice.FD, NullDevice.FD, NullDevice.FD);
  }
}
