package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.cellblock.containers.cgroup.NeedsCgroups.Version;
import org.cellblock.containers.host.Program;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** That the kernel holds to what was written; each limit is felt by a real program. */
@NeedsCgroups
class CgroupExperimentsTests {

  @Test
  void twiceTheSharesAreTwiceTheTime() {
    Table measured = CgroupExperiments.shares(2048, 1024);
    double first = measured.row(0).getLong("cpu millis");
    double second = measured.row(1).getLong("cpu millis");
    assertThat(first / second).isCloseTo(2.0, within(0.6));
    assertThat(measured.row(2).getString("when")).isEqualTo("alone");
    assertThat(measured.row(2).getLong("percent"))
        .isGreaterThan(measured.row(1).getLong("percent"));
  }

  @Test
  void aQuotaHoldsThoughNobodyElseWantsTheCpu() {
    Row measured = CgroupExperiments.quota(0.2).row(0);
    assertThat(measured.getString("raw")).isEqualTo("20000 100000");
    assertThat(measured.getLong("percent")).isBetween(10L, 35L);
    assertThat(measured.getLong("throttled")).isPositive();
  }

  @Test
  void whoEatsMoreMemoryIsKilled() {
    Row measured = CgroupExperiments.memory("32m").row(0);
    assertThat(measured.getLong("limit")).isEqualTo(32L << 20);
    assertThat(measured.getLong("peak")).isEqualTo(32L << 20);
    assertThat(measured.getString("ended")).isEqualTo("killed by SIGKILL");
    assertThat(measured.getLong("limit hit")).isPositive();
    assertThat(measured.getLong("oom kills")).isEqualTo(1);
  }

  @Test
  void aForkBombIsHeld() {
    Row measured = CgroupExperiments.forks(20).row(0);
    assertThat(measured.getLong("alive")).isEqualTo(19);
    assertThat(measured.getLong("refused")).isPositive();
    assertThat(measured.getString("said")).contains("Resource temporarily unavailable");
    assertThat(measured.getString("host")).isEqualTo("forks as before");
  }

  @Test
  void anExperimentLeavesNothing() {
    CgroupExperiments.forks(5);
    assertThat(Cgroup.tree().toString()).doesNotContain(CgroupNames.of("experiment-"));
  }

  @Test
  void anExperimentClosesNoCgroupOfALearners() {
    try (Cgroup first = Cgroup.create("shares-first");
        Cgroup second = Cgroup.create("experiment-first")) {
      CgroupExperiments.shares(512, 512);
      assertThat(first.isOpen()).isTrue();
      assertThat(second.isOpen()).isTrue();
    }
  }

  @Test
  @NeedsCgroups(Version.V1)
  void aLimitBelowUsageIsRefusedByVersionOne() throws InterruptedException {
    try (Cgroup demo = Cgroup.create("busy")) {
      demo.start("sh", "-c", "x=$(head -c 20000000 /dev/zero | tr '\\0' x); sleep 1000");
      while (demo.readings().memoryBytes() < 20_000_000) {
        Thread.sleep(10);
      }
      Path file = demo.paths().get(2).resolve("memory.limit_in_bytes");
      assertThatThrownBy(() -> demo.memory("4m"))
          .hasMessageMatching(
              ("write\\(file=\"%s\", text=\"4194304\"\\): EBUSY \\(16\\) Device or resource busy\n"
                      + "memory.usage_in_bytes: [0-9]+\n"
                      + "Hint: more is in use than the new limit and the kernel could not free it:"
                      + " end a process first; version 2 would call the OOM killer")
                  .formatted(file));
    }
  }

  @Test
  @NeedsCgroups(Version.V2)
  void aLimitBelowUsageKillsInVersionTwo() throws InterruptedException {
    try (Cgroup demo = Cgroup.create("killed")) {
      Program eater =
          demo.start("sh", "-c", "x=$(head -c 20000000 /dev/zero | tr '\\0' x); sleep 1000");
      while (demo.readings().memoryBytes() < 20_000_000) {
        Thread.sleep(10);
      }
      demo.memory("4m");
      assertThat(eater.waitFor().status()).hasToString("killed by SIGKILL");
      assertThat(demo.readings().count("killed for memory (OOM)")).isPositive();
    }
  }
}
