package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class GuardianTests {

  @Test
  void aKilledGuardianIsReplacedWhenAnotherProgramStarts() throws Exception {
    Process java = OwnJava.start(WithoutGuardianMain.class, "goes on");
    List<Path> programs = programs(java);
    assertThat(programs).hasSize(2).allSatisfy(each -> assertThat(each).exists());
    try (Lateness late = new Lateness()) {
      late.begin();
      java.destroyForcibly();
      assertThat(late.untilGone(() -> leftOf(programs).isEmpty())).isLessThan(Lateness.PROMISED);
    }
  }

  @Test
  void aKilledGuardianIsReplacedAtTheEnd() throws Exception {
    Process java = OwnJava.start(WithoutGuardianMain.class, "ends");
    List<Path> programs = programs(java);
    assertThat(programs).hasSize(1);
    java.waitFor();
    try (Lateness late = new Lateness()) {
      late.begin();
      assertThat(late.untilGone(() -> leftOf(programs).isEmpty())).isLessThan(Lateness.PROMISED);
    }
  }

  private static List<Path> programs(Process java) throws IOException {
    String[] pids = java.inputReader().readLine().split(" ");
    return Stream.of(pids).map(pid -> Path.of("/proc", pid)).toList();
  }

  private static List<Path> leftOf(List<Path> programs) {
    return programs.stream().filter(OwnJava::isAlive).toList();
  }
}
