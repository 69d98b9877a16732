package org.cellblock.containers.oci;

import java.io.IOException;
import org.cellblock.containers.host.KilledJava;
import org.cellblock.containers.root.RootFs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills a Java process that has a container. */
@NeedsRuntime("runc")
class RuncKilledTests {

  @Test
  void aContainerEndsWithTheProcessThatMadeIt() throws IOException, InterruptedException {
    KilledJava.takesItsContainerAlong(KilledWithContainer.class);
  }

  @AfterEach
  void sweepTheEmptyCgroupAsEachStartDoes() {
    Runc.run(Runc.bundle(RootFs.busybox()), "true");
  }
}
