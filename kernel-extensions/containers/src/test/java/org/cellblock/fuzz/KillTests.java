package org.cellblock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with containers of all kinds, killed at random moments; more of them: {@code
 * ./cellblock test --kill POINTS}, or the environment variables {@code CELLBLOCK_KILL_POINTS} and
 * {@code CELLBLOCK_KILL_SEED}.
 */
@Tag("kernel")
@NeedsNamespaces
class KillTests {

  @TempDir private Path directory;

  @Test
  void nothingIsLeftTwoSecondsAfterKillNine() throws Exception {
    String points = System.getenv().getOrDefault("CELLBLOCK_KILL_POINTS", "3");
    String seed = System.getenv().getOrDefault("CELLBLOCK_KILL_SEED", "20261128");
    String outside = Files.createDirectory(directory.resolve("outside")).toString();
    List<String> told = Sacrificial.run(KillMain.class, directory, points, seed, outside);
    told.forEach(System.out::println);
    assertThat(told).noneMatch(line -> line.startsWith("LEFT"));
    assertThat(told.get(told.size() - 1)).as(String.join("\n", told)).isEqualTo("exit status 0");
  }
}
