package org.cellblock.containers.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.host.Host;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Makes containers with gVisor, which is a kernel of its own. */
@NeedsRuntime("runsc")
class RunscTests extends RuntimeTests {

  @BeforeAll
  static void needsAFrequency() throws IOException {
    boolean isTold = Files.readString(Path.of("/proc/cpuinfo")).contains("cpu MHz");
    assumeTrue(isTold, "gVisor needs cpu MHz in /proc/cpuinfo, which User Mode Linux lacks");
  }

  RunscTests() {
    super("runsc");
  }

  @Test
  void theContainersKernelIsAnother() {
    String ours = Host.run("uname", "-v").stdout();
    assertThat(runtime.run(busybox(), "uname", "-v").stdout()).isNotEmpty().isNotEqualTo(ours);
  }

  @Test
  void theHostSeesTheSandboxNotTheProgram() throws IOException {
    try (OciContainer container = create(busybox().args("sleep", "100")).start()) {
      assertThat(Files.readString(Path.of("/proc/" + container.pid() + "/cmdline")))
          .startsWith("runsc-sandbox")
          .doesNotContain("sleep");
    }
  }

  @Test
  void aNetworkNamespaceOfItsOwnHasOnlyALoopback() {
    assertThat(runtime.run(busybox(), "cat", "/proc/net/dev").stdout().lines().skip(2))
        .singleElement()
        .satisfies(line -> assertThat(line.strip()).startsWith("lo:"));
  }

  @Test
  void theHostsNetworkIsUsedWithoutOne() {
    assertThat(runtime.run(busybox().namespaces(Namespace.MOUNT, Namespace.PID), "true"))
        .satisfies(output -> assertThat(output.stderr()).isEmpty())
        .satisfies(output -> assertThat(output.succeeded()).isTrue());
  }

  @Test
  void inAUserNamespaceOfOneUserItRunsButCreatesNothing() {
    assumeTrue(isRootless(), "needs an ordinary user's namespace");
    assertThat(runtime.run(busybox(), "true").succeeded()).isTrue();
    assertThatThrownBy(() -> runtime.create(busybox()))
        .hasMessageContaining("Rootless mode not supported with \"create\"");
  }

  @Override
  OciContainer create(Bundle bundle) {
    assumeFalse(isRootless(), "runsc creates nothing in a user namespace of one user");
    return super.create(bundle);
  }

  private static boolean isRootless() {
    return RunscOptions.of(busybox(), false).contains("--rootless");
  }
}
