package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TemporaryDirectoryTests {

  private static final Duration TO_VANISH = Duration.ofSeconds(60);

  @Test
  void nobodyElseMayEnterIt() throws Exception {
    Path directory = Host.temporaryDirectory("own");
    Path parent = directory.getParent();
    assertThat(directory).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
        .isEqualTo("rwx------");
    Files.delete(directory);
  }

  @Test
  void eachIsAnother() throws Exception {
    Path one = Host.temporaryDirectory("same");
    Path two = Host.temporaryDirectory("same");
    assertThat(one).isNotEqualTo(two).hasParent(two.getParent());
    Files.delete(one);
    Files.delete(two);
  }

  @Test
  void afterKillMinusNineItIsGone() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWithFilesMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path parent = Path.of(killed.inputReader().readLine()).getParent();
    assertThat(parent).exists();
    killed.destroyForcibly().waitFor();
    long end = System.nanoTime() + TO_VANISH.toNanos();
    while (Files.exists(parent) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(parent).doesNotExist();
  }

  @Test
  void aNameWithASlashIsRefused() {
    assertThatThrownBy(() -> Host.temporaryDirectory("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directory name [a/b]: expected at most 50 characters, and no slash");
  }
}
