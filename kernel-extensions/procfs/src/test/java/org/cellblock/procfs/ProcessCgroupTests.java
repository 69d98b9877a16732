package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessCgroupTests {

  private static List<ProcessCgroup> of(String captured, List<Hierarchy> hierarchies) {
    return Membership.parseAll(Captured.text(captured)).stream()
        .map(membership -> ProcessCgroup.of(membership, hierarchies))
        .toList();
  }

  private static final Hierarchy UNIFIED =
      new Hierarchy(Path.of("/sys/fs/cgroup"), true, Set.of("memory"), "/");

  private static final List<Hierarchy> HYBRID =
      List.of(
          new Hierarchy(Path.of("/cg/memory"), false, Set.of("memory"), "/"),
          new Hierarchy(Path.of("/cg/unified"), true, Set.of(), "/"));

  @Test
  void versionTwoHasOneRow() {
    assertThat(of("cgroup-v2", List.of(UNIFIED)))
        .containsExactly(
            new ProcessCgroup(
                0,
                "v2",
                "memory",
                "/user.slice/user-1000.slice/session-3.scope",
                "/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope"));
  }

  @Test
  void versionOneHasARowForEachHierarchy() {
    assertThat(of("cgroup-v1", List.of()))
        .hasSize(12)
        .contains(new ProcessCgroup(2, "v1", "cpu,cpuacct", "/docker/4f1c", ""));
  }

  @Test
  void aHybridMachineHasBoth() {
    assertThat(of("cgroup-hybrid", HYBRID))
        .contains(
            new ProcessCgroup(3, "v1", "memory", "/docker/4f1c", "/cg/memory/docker/4f1c"),
            new ProcessCgroup(
                0,
                "v2",
                "",
                "/system.slice/docker.service",
                "/cg/unified/system.slice/docker.service"));
  }

  @Test
  void aHierarchyThatIsNotMountedHasNoDirectory() {
    assertThat(of("cgroup-hybrid", HYBRID).get(2).directory()).isEmpty();
  }

  @Test
  void aPidThatIsNotThereIsNamed() {
    assertThat(ReadersTests.messageOf(() -> ProcessCgroup.readAll(999_999_999)))
        .isEqualTo("pid [999999999]: expected a process; Procfs.processes() lists all");
  }
}
