package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.Test;

/** Starts containers where LXC can't. */
@NeedsNamespaces
class RefusedTests {

  @Test
  void inAUserNamespaceTheRefusalSaysWhatToDo() {
    assumeTrue(!UserNamespace.mapsAllUsers(), "needs a user namespace");
    assumeTrue(Files.exists(Path.of("/usr/bin/lxc-start")), "needs lxc");
    assertThatThrownBy(() -> Lxc.named("web").start())
        .hasMessage(
            "container [web]: LXC needs root, and here root is that of a user namespace of size 1:"
                + " start the notebook as root");
  }

  @Test
  void aProgramThatIsMissingNamesTheCommandThatBringsIt() {
    assertThatThrownBy(() -> InstalledProgram.find("lxc-nonsense"))
        .hasMessage("lxc-nonsense is not installed: ./cellblock up --no-open brings it");
  }
}
