package org.cellblock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public members called at random; for longer, and with another seed: {@code ./cellblock test
 * --fuzz MINUTES}, or the environment variables {@code CELLBLOCK_FUZZ_SECONDS} {@code
 * CELLBLOCK_FUZZ_SEED}, {@code CELLBLOCK_FUZZ_THREADS} and {@code CELLBLOCK_FUZZ_WITHOUT}, classes
 * to do without.
 */
@Tag("kernel")
@NeedsNamespaces
class FuzzTests {

  @TempDir private Path directory;

  @Test
  void callsOfAnySortLeaveTheHostAsItWasAndEndAndThrowWhatIsPromised() throws Exception {
    String seconds = System.getenv().getOrDefault("CELLBLOCK_FUZZ_SECONDS", "4");
    String seed = System.getenv().getOrDefault("CELLBLOCK_FUZZ_SEED", "20261128");
    List<String> told = Sacrificial.run(FuzzMain.class, directory, seconds, seed, ".");
    told.forEach(System.out::println);
    assertThat(told).as("what it told").anyMatch(line -> line.matches("fuzz: .* kinds of harm.*"));
    assertThat(told).noneMatch(line -> line.startsWith("HARM"));
    assertThat(told).noneMatch(line -> line.startsWith("ERROR"));
    assertThat(told.get(told.size() - 1)).isEqualTo("exit status 0");
  }
}
