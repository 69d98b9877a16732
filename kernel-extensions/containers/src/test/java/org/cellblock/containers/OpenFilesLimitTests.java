package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.PID;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Fd;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.Resource;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Test;

@NeedsNamespaces
class OpenFilesLimitTests {

  private static final int MOST_FREE = 14;

  @Test
  void whatIsRefusedForTooManyOpenFilesLeavesNothing() {
    Output java =
        Host.run(
            "sh",
            "-c",
            "ulimit -n 256 && exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:-MaxFDLimit",
            "-cp",
            System.getProperty("java.class.path"),
            Exhausted.class.getName());
    assertThat(java.stdout()).as(java.stderr()).isEqualTo("some were refused, nothing is left\n");
  }

  /** Makes containers with fewer and fewer file descriptors to spare. */
  static class Exhausted {
    public static void main(String[] none) throws InterruptedException {
      container();
      try {
        Host.run("no-such-program"); // what is needed to say why is loaded now
      } catch (SyscallException expected) {
        long children = ProcessHandle.current().children().count();
        List<String> files = OpenFiles.list();
        int refused = 0;
        for (int free = MOST_FREE; free >= 0; free--) {
          refused += isRefused(free) ? 1 : 0;
          OpenFiles.assertNothingCame(files);
          assertThat(ProcessHandle.current().children().count()).isEqualTo(children);
        }
        System.out.println(refused > 0 ? "some were refused, nothing is left" : "none was refused");
      }
      System.exit(0);
    }

    private static void container() {
      try (Cell cell = Cell.open("few").unshare(MOUNT, PID)) {
        cell.pivotRoot(RootFs.busybox()).run("true");
        cell.rlimit(Resource.RLIMIT_CORE, 0, 0).run("true");
      }
    }

    private static boolean isRefused(int free) {
      List<Fd> full = new ArrayList<>();
      try {
        fill(full);
        full.subList(0, free).forEach(Fd::close);
        container();
        return false;
      } catch (SyscallException | UncheckedIOException refused) {
        return refused.getMessage().contains("EMFILE"); // Java's own words lack it
      } finally {
        full.forEach(Fd::close);
      }
    }

    private static void fill(List<Fd> full) {
      try {
        while (true) {
          full.add(Fd.openForReading("/dev/null"));
        }
      } catch (SyscallException isFull) {
        return;
      }
    }
  }
}
