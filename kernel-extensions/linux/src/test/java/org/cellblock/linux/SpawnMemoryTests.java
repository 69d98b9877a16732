package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SpawnMemoryTests {

  private static final int SPAWNS = 2_500;
  private static final int GARBAGE = 1024;

  /** Above 256 bytes of argv, so that its memory is freed alone and at once. */
  private static final int WORDS = 60;

  @Test
  void theGarbageCollectorFreesNoArgumentsWhileTheKernelReadsThem() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED", // of which Java 24 and later warn
                "-XX:+UseSerialGC",
                "-Xmn1m",
                "-XX:TieredStopAtLevel=1",
                Spawning.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).isEqualTo(SPAWNS + " programs had their arguments\n");
    assertThat(java.waitFor()).isZero();
  }

  /** Spawns programs while another thread keeps the garbage collector at work. */
  static class Spawning {
    public static void main(String[] none) {
      Thread litter = new Thread(Spawning::litter);
      litter.setDaemon(true);
      litter.start();
      List<String> argv = Collections.nCopies(WORDS, "word");
      for (int i = 0; i < SPAWNS; i++) {
        SpawnRequest request =
            new SpawnRequest(
                "true", argv, Map.of("PATH", "/bin"), NullDevice.FD, NullDevice.FD, NullDevice.FD);
        try (Child child = Child.spawn(request)) {
          child.waitFor();
        }
      }
      System.out.println(SPAWNS + " programs had their arguments");
    }

    private static void litter() {
      byte[][] kept = new byte[2][];
      for (int i = 0; ; i ^= 1) {
        kept[i] = new byte[GARBAGE];
      }
    }
  }
}
