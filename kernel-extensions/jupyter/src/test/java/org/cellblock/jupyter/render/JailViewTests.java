package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JailViewTests {

  @Test
  void aJailThatDoesNotRunIsItsText() {
    Jail jail = Jail.named("view").hostname("<b>bold</b>");
    assertThat(JailView.text(jail))
        .isEqualTo(
            """
            jail view (doesn't run)
            view {
              host.hostname = "<b>bold</b>";
            }\
            """);
    assertThat(JailView.html(jail)).startsWith("<pre style=").contains("&lt;b&gt;bold");
  }

  @Test
  @Tag("kernel")
  void aJailThatRunsIsItsBoxes() {
    Jail jail = started(Jail.named("view").rootFs(RootFs.busybox()).command("sleep", "100"));
    try {
      while (jail.isRunning() && !JailView.text(jail).contains("sleep 100")) {
        Thread.onSpinWait(); // a program that has just been started has no command yet
      }
      assertThat(JailView.text(jail)).startsWith("jail view (jid ").contains("sleep 100");
      assertThat(JailView.html(jail)).startsWith("<div").contains("sleep 100");
    } finally {
      jail.stop();
    }
  }

  private static Jail started(Jail jail) {
    try {
      return jail.start();
    } catch (SyscallException refused) {
      assumeFalse(refused.errnoName().equals("EPERM"), "needs namespaces: " + refused);
      throw refused;
    }
  }
}
