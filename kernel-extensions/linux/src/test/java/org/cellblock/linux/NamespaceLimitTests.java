package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Reaches a limit of namespaces on the real kernel. Each user namespace has limits of its own: that
 * of the machine stays as it was.
 */
@Tag("kernel")
class NamespaceLimitTests {

  private static final String LOWER =
      "for limit in /proc/sys/user/max_*_namespaces; do echo 9 > $limit || exit 77; done;"
          + " echo 0 > /proc/sys/user/max_uts_namespaces; exec \"$@\"";
  private static final int NOT_WRITABLE = 77;

  @Test
  void aNamespaceBeyondTheLimit() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                LOWER,
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NamespaceLimitTests.class.getName())
            .start();
    String said = text(java.getInputStream());
    String errors = text(java.getErrorStream());
    assumeTrue(!errors.startsWith("unshare: "), "needs user namespaces: " + errors);
    assumeTrue(
        java.waitFor() != NOT_WRITABLE, "needs /proc/sys/user that can be written: " + errors);
    assertThat(said)
        .as(errors)
        .isEqualTo(
            """
            unshare(flags=CLONE_NEWUTS): ENOSPC (28) No space left on device
            limits:%s
            Hint: not the disk: a limit of /proc/sys/user is reached; see namespaces(7)
            """
                .formatted(limits()));
  }

  /** Started by the test in a user namespace whose limits are low. */
  public static void main(String... none) {
    CellThread cell = CellThread.start("limited");
    try {
      cell.call(
          () -> {
            Linux.unshare(Namespace.UTS);
            return null;
          });
    } catch (SyscallException refused) {
      System.out.println(refused.getMessage());
    } finally {
      cell.end();
    }
  }

  private static String limits() {
    return Arrays.stream(Namespace.values())
        .map(kind -> " " + kind.procName() + "=" + limit(kind))
        .collect(Collectors.joining());
  }

  /** What the shell has written, in the kinds that this kernel limits. */
  private static String limit(Namespace kind) {
    boolean exists = Files.exists(Path.of("/proc/sys/user/max_" + kind.procName() + "_namespaces"));
    return !exists ? "?" : kind == Namespace.UTS ? "0" : "9";
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
