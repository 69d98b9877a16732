package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HierarchyTests {

  @Test
  void aVersionOneHierarchyIsNamedByItsControllers() {
    Hierarchy hierarchy =
        Hierarchy.of(
            Mount.parse(
                "34 31 0:31 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct,clone_children"));
    assertThat(hierarchy)
        .isEqualTo(
            new Hierarchy(Path.of("/sys/fs/cgroup/cpu"), false, Set.of("cpu", "cpuacct"), "/"));
  }

  @Test
  void whatTheSecurityModuleAddsIsNoController() {
    Mount memory = Mount.parse("3 1 0:3 / /cg rw - cgroup cgroup rw,seclabel,memory,favordynmods");
    assertThat(Hierarchy.of(memory).controllers()).containsExactly("memory");
  }

  @Test
  void aMembershipLeadsToADirectory() {
    Hierarchy memory = hierarchy("/", "memory");
    Membership web = Membership.parse("4:memory:/docker/web");
    assertThat(memory.has(web)).isTrue();
    assertThat(memory.directory(web)).contains(Path.of("/cgroup/docker/web"));
  }

  @Test
  void aMountOfAPartOfTheHierarchyShowsOnlyThatPart() {
    Hierarchy part = hierarchy("/docker", "memory");
    assertThat(part.directory(Membership.parse("4:memory:/docker/web")))
        .contains(Path.of("/cgroup/web"));
    assertThat(part.directory(Membership.parse("4:memory:/lxc/web"))).isEmpty();
    assertThat(part.directory(Membership.parse("4:memory:/../web"))).isEmpty();
  }

  @Test
  void versionTwoIsHierarchyZero() {
    Hierarchy second = new Hierarchy(Path.of("/cgroup"), true, Set.of("memory"), "/");
    assertThat(second.has(Membership.parse("0::/user.slice"))).isTrue();
    assertThat(second.has(Membership.parse("4:memory:/user.slice"))).isFalse();
  }

  @Test
  void aPathMayHoldColons() {
    assertThat(Membership.parse("0::/a:b").path()).isEqualTo("/a:b");
  }

  private static Hierarchy hierarchy(String root, String controller) {
    return new Hierarchy(Path.of("/cgroup"), false, new TreeSet<>(Set.of(controller)), root);
  }
}
