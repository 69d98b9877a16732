package org.cellblock.containers.lxc;

import java.io.IOException;
import org.cellblock.containers.cgroup.RuntimeCgroup;
import org.cellblock.containers.host.KilledJava;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills a Java process that has a container. */
@NeedsLxc
class LxcKilledTests {

  @Test
  void evenAFrozenContainerEndsWithTheProcessThatMadeIt() throws IOException, InterruptedException {
    KilledJava.takesItsContainerAlong(KilledWithLxc.class);
  }

  @AfterEach
  void sweepTheEmptyCgroupAsEachStartDoes() {
    RuntimeCgroup.make("lxc-0", true).close();
  }
}
