package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** Starts containers where LXC can't. */
@NeedsNamespaces
class RefusedTests {

  private static final String EVERY_UID = "0 0 4294967295";

  @Test
  void withoutCgroupsTheRefusalSaysWhatToDo() throws IOException {
    String map = HostThread.call(() -> Files.readString(Path.of("/proc/self/uid_map")));
    assumeTrue(!map.strip().replaceAll(" +", " ").equals(EVERY_UID), "needs a user namespace");
    Programs.check("lxc-start", "lxc");
    assertThatThrownBy(() -> Lxc.named("web").start())
        .hasMessage(
            "container [web]: LXC makes cgroups, and here it may make none: start the notebook as"
                + " root");
  }

  @Test
  void aProgramThatIsMissingNamesItsPackage() {
    assertThatThrownBy(() -> Programs.check("lxc-nonsense", "lxc"))
        .hasMessage("lxc-nonsense is not installed: apt-get install lxc");
  }
}
