package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.OwnLinux;
import org.cellblock.linux.UserNamespace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PrivateEngineRefusedTests {

  @Test
  @NeedsNamespaces
  void inAUserNamespaceOneLineSaysWhyThereIsNone() {
    Assumptions.assumeFalse(UserNamespace.isRootOfAllUsers(), "needs a user namespace");
    assertThatThrownBy(() -> PrivateEngine.start(line -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Docker's engine needs root of the machine: in a user namespace its containers lack"
                + " group 5, for terminals, and cgroups: start the notebook as root, or take "
                + OwnLinux.way());
  }

  @Test
  void withoutSomebodyWhoHearsItDoesNotStart() {
    assertThatThrownBy(() -> PrivateEngine.start(null))
        .hasMessage("progress [null]: expected one that hears lines");
  }
}
