package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellblock.linux.Resource.RLIMIT_CORE;
import static org.cellblock.linux.Resource.RLIMIT_NOFILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.junit.jupiter.api.Test;

/** Makes containers with a runtime that leaves them to this machine's kernel, as a cell does. */
abstract class KernelRuntimeTests extends RuntimeTests {

  KernelRuntimeTests(String name) {
    super(name);
  }

  @Test
  void aContainerAndACellOfOneBundlePassTheSameChecks() {
    Bundle bundle =
        busybox()
            .hostname("twin")
            .env("COLOUR", "green")
            .cwd("/tmp")
            .capabilities(Capability.CAP_KILL, Capability.CAP_CHOWN)
            .readonlyRoot()
            .maskedPaths("/proc/version");
    String checks =
        """
        hostname; echo $COLOUR; pwd
        grep -E '^(Cap(Prm|Eff|Bnd)|NoNewPrivs)' /proc/self/status
        cat /proc/version | wc -c; ls /sys/firmware | wc -l
        touch /x 2>&1; echo 1 2>&1 >/proc/sys/kernel/hostname; chroot / true 2>&1
        ls /proc | grep -c '^1$'; ls /sys/class/net; for f in shm mqueue pts null; do
        test -e /dev/$f && echo $f; done
        """;
    try (Cell cell = bundle.asCell()) {
      Output ours = cell.start("sh", "-c", checks).waitFor();
      assertThat(ours.stdout()).startsWith("twin\ngreen\n/tmp\n").contains("NoNewPrivs:\t1");
      assertThat(ours.stdout()).isEqualTo(runtime.run(bundle, "sh", "-c", checks).stdout());
    }
  }

  @Test
  void bothHaveTheSameResourceLimits() {
    Bundle bundle = busybox().rlimit(RLIMIT_NOFILE, 32, 64).rlimit(RLIMIT_CORE, 0, 0);
    String checks =
        "grep -E 'open files|core file' /proc/self/limits; ulimit -n 65 2>&1; ulimit -n";
    try (Cell cell = bundle.asCell()) {
      Output ours = cell.start("sh", "-c", checks).waitFor();
      assertThat(ours.stdout())
          .containsPattern("Max core file size +0 +0 +bytes")
          .containsPattern("Max open files +32 +64 +files");
      assertThat(ours.stdout()).isEqualTo(runtime.run(bundle, "sh", "-c", checks).stdout());
      assertThat(cell.trace().stringColumn("arguments").asList())
          .anyMatch(each -> each.endsWith("resource=RLIMIT_NOFILE, new_limit=\"32:64\""));
    }
  }

  @Test
  void theHostSeesTheContainersFirstProcess() throws IOException {
    try (OciContainer container = begun()) {
      long pid = container.pid();
      assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")))
          .startsWith("sh\0-c\0echo begun");
      assertThat(uts(pid)).isNotEqualTo(uts(ProcessHandle.current().pid()));
    }
  }

  private static long uts(long pid) {
    return NamespaceLink.readAll(pid).stream()
        .filter(link -> link.type().equals(Namespace.UTS.procName()))
        .findFirst()
        .orElseThrow()
        .namespace();
  }
}
