package org.cellblock.jupyter.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cellblock.procfs.Hierarchy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupProbesTests {

  @TempDir Path directory;

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
  void aCgroupWithoutTheControllersFileIsANoAndIsRemoved() throws Exception {
    Answer answer = CgroupProbes.limits(List.of(mount(true, "memory", "pids")), List.of());
    assertThat(answer)
        .isEqualTo(
            Answer.no(
                directory + " lacks memory.max",
                "echo +memory | sudo tee %s/cgroup.subtree_control".formatted(directory)));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  private Hierarchy mount(boolean isV2, String... controllers) {
    return new Hierarchy(directory, isV2, new TreeSet<>(Set.of(controllers)), "/");
  }
}
