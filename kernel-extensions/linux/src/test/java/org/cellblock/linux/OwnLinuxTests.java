package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnLinuxTests {

  @AfterEach
  void forget() {
    System.clearProperty("cellblock.ownLinux");
  }

  @Test
  void whereItIsOfferedHintsNameTheNotebookKernel() {
    System.setProperty("cellblock.ownLinux", "true");
    assertThat(OwnLinux.way()).isEqualTo("the notebook kernel \"Cellblock (own Linux)\"");
  }

  @Test
  void whereItIsNotHintsNameTheCommand() {
    System.setProperty("cellblock.ownLinux", "false");
    assertThat(OwnLinux.way()).isEqualTo("./cellblock run --microvm NOTEBOOK");
  }
}
