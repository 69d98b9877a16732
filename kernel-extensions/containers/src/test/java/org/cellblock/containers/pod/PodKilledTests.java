package org.cellblock.containers.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.containers.host.KilledJava;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.Test;

/** Kills a Java process that has a pod. */
@NeedsNamespaces
class PodKilledTests {

  @Test
  void aPodEndsWithTheProcessThatMadeIt() throws IOException, InterruptedException {
    KilledJava.takesItsContainerAlong(KilledWithPod.class);
    Cgroups.sweep();
    assertThat(Cgroup.tree().toString()).doesNotContain("pod-killed");
  }
}
