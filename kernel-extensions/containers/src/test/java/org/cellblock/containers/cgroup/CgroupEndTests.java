package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.junit.jupiter.api.Test;

@NeedsCgroups
class CgroupEndTests {

  /** Where the kernel can't kill all at once, a fork bomb might outrun the one who does. */
  @Test
  void whatIsToEndMayNotForkAnyMore() {
    CgroupPlaces doomed = CgroupPlaces.make("doomed");
    List<CgroupDirectory> directories = doomed.directories();
    try {
      assumeTrue(doomed.has("pids.max"), "needs the controller pids");
      Program sleep = Host.start("sleep", "1000");
      directories.forEach(each -> each.door().add(sleep.pid()));
      CgroupEnd.killAll(directories);
      assertThat(sleep.waitFor().succeeded()).isFalse();
      assertThat(doomed.read("pids.max")).isEqualTo("0");
    } finally {
      directories.forEach(CgroupEnd::remove);
    }
  }
}
