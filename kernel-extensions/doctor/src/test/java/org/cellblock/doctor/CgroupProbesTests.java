package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.procfs.Hierarchy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CgroupProbesTests {

  @Test
  void theLayoutIsNamed() {
    Hierarchy first = mount(false, "memory", "pids");
    Hierarchy second = mount(true, "memory", "pids");
    assertThat(CgroupProbes.layout(List.of(first)).seen()).isEqualTo("v1: v1 memory pids");
    assertThat(CgroupProbes.layout(List.of(second)).seen()).isEqualTo("v2: memory pids");
    assertThat(CgroupProbes.layout(List.of(first, mount(true))).seen())
        .isEqualTo("hybrid: v1 memory pids; v2 -");
  }

  @Test
  void noneMountedIsANo() {
    assertThat(CgroupProbes.layout(List.of()))
        .isEqualTo(Answer.no("none is mounted", "sudo mount -t cgroup2 none /sys/fs/cgroup"));
  }

  @Test
  void aRefusalIsANoWithItsHint() {
    assertThat(CgroupProbes.refusal("mkdir(path=\"/x\"): EACCES\n/x is root's\nHint: be root"))
        .isEqualTo(Answer.no("mkdir(path=\"/x\"): EACCES", "be root"));
  }

  @Test
  @Tag("kernel")
  void whetherLimitsCanBeMadeIsTriedAndNothingIsLeft() {
    Answer answer = CgroupProbes.limits();
    assertThat(answer.seen())
        .matches("made one with memory.*=419430400, .*pids.max=20|mkdir.*|.*none is mounted.*");
    assertThat(Cgroup.tree().toString()).doesNotContain("-doctor");
  }

  @Test
  @Tag("kernel")
  void aCgroupOfALearnersStaysOpen() {
    assumeTrue(CgroupProbes.limits().isYes(), "needs a cgroup to make others in");
    try (Cgroup doctor = Cgroup.create("doctor")) {
      CgroupProbes.limits();
      assertThat(doctor.isOpen()).isTrue();
    }
  }

  private static Hierarchy mount(boolean isV2, String... controllers) {
    return new Hierarchy(Path.of("/cgroup"), isV2, new TreeSet<>(Set.of(controllers)), "/");
  }
}
