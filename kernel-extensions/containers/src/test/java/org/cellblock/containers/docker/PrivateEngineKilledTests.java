package org.cellblock.containers.docker;

import java.io.IOException;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.KilledJava;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills a Java process that has an engine, which has a container. */
@NeedsDocker
class PrivateEngineKilledTests {

  @Test
  void anEngineAndItsContainersEndWithTheProcessThatStartedIt()
      throws IOException, InterruptedException {
    KilledJava.takesItsContainerAlong(KilledWithEngine.class);
  }

  @AfterEach
  void sweepTheEmptyCgroupsAsEachStartDoes() {
    RuntimeCgroup.sweep();
    Cgroups.sweep();
  }
}
