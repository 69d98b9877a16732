package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class GuardianTests {

  private static final Duration TO_VANISH = Duration.ofSeconds(60);

  @Test
  void aKilledGuardianIsReplacedWhenAnotherProgramStarts() throws Exception {
    Process java = withoutGuardian("goes on");
    List<Path> programs = programs(java);
    assertThat(programs).hasSize(2).allSatisfy(each -> assertThat(each).exists());
    java.destroyForcibly().waitFor();
    assertThat(leftOf(programs)).isEmpty();
  }

  @Test
  void aKilledGuardianIsReplacedAtTheEnd() throws Exception {
    Process java = withoutGuardian("ends");
    List<Path> programs = programs(java);
    assertThat(programs).hasSize(1);
    java.waitFor();
    assertThat(leftOf(programs)).isEmpty();
  }

  private static Process withoutGuardian(String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WithoutGuardianMain.class.getName(),
            how)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Path> programs(Process java) throws IOException {
    String[] pids = java.inputReader().readLine().split(" ");
    return Stream.of(pids).map(pid -> Path.of("/proc", pid)).toList();
  }

  private static List<Path> leftOf(List<Path> programs) throws InterruptedException {
    long end = System.nanoTime() + TO_VANISH.toNanos();
    while (programs.stream().anyMatch(Files::exists) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return programs.stream().filter(Files::exists).toList();
  }
}
