package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.Ahead;
import org.cellblock.linux.Deadline;

/** What this process has open, but for the next cell's tree, which may be made at any moment. */
final class OpenFiles {

  private static final Path FDS = Path.of("/proc/self/fd");
  private static final int PAUSE_MILLIS = 10;

  private OpenFiles() {}

  /** Returns what the links in {@code /proc/self/fd} say. */
  static List<String> list() {
    return Ahead.notNow(OpenFiles::listNow);
  }

  /** Waits until nothing is open that was not before; what stays open is named. */
  static void assertNothingCame(List<String> before) throws InterruptedException {
    assertNothingCame(before, Deadline.OWN);
  }

  static void assertNothingCame(List<String> before, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    List<String> came = came(before);
    while (!came.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
      came = came(before);
    }
    assertThat(came).as("files that stay open").isEmpty();
  }

  private static List<String> came(List<String> before) {
    List<String> came = list();
    before.forEach(came::remove);
    came.removeIf(
        file -> file.endsWith(".jar")); // of the class path, opened when first looked into
    return came;
  }

  private static List<String> listNow() {
    List<String> open = new ArrayList<>();
    for (String fd : FDS.toFile().list()) {
      try {
        String link = Files.readSymbolicLink(FDS.resolve(fd)).toString();
        open.add(link.replaceFirst("\\[\\d+]$", "")); // one pipe is as good as another
      } catch (IOException closedMeanwhile) {
        continue;
      }
    }
    open.removeIf("/"::equals);
    return open;
  }
}
