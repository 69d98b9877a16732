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
  void inAUserNamespaceTheRefusalSaysWhatToDo() throws IOException {
    String map = HostThread.call(() -> Files.readString(Path.of("/proc/self/uid_map")));
    assumeTrue(!map.strip().replaceAll(" +", " ").equals(EVERY_UID), "needs a user namespace");
    assumeTrue(Files.exists(Path.of("/usr/bin/lxc-start")), "needs lxc");
    assertThatThrownBy(() -> Lxc.named("web").start())
        .hasMessage(
            "container [web]: LXC needs root, and here root is that of a user namespace of size 1:"
                + " start the notebook as root");
  }

  @Test
  void aProgramThatIsMissingNamesItsPackage() {
    assertThatThrownBy(() -> Programs.check("lxc-nonsense", "lxc"))
        .hasMessage("lxc-nonsense is not installed: apt-get install lxc");
  }
}
