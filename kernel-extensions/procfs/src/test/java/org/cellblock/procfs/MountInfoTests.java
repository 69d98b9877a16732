package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountInfoTests {

  private static MountInfo at(String target, String captured) {
    return Mount.parseAll(Captured.text("mountinfo-" + captured)).stream()
        .map(MountInfo::of)
        .filter(mount -> mount.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anOverlayTellsItsLayers() {
    MountInfo merged = at("/var/lib/docker/overlay2/9a1/merged", "5.4-docker-host-hybrid");
    assertThat(merged.lower())
        .isEqualTo("/var/lib/docker/overlay2/l/AAA:/var/lib/docker/overlay2/l/BBB");
    assertThat(merged.upper()).isEqualTo("/var/lib/docker/overlay2/9a1/diff");
    assertThat(merged.work()).isEqualTo("/var/lib/docker/overlay2/9a1/work");
    assertThat(merged.propagation()).isEqualTo("shared:301");
  }

  @Test
  void newerKernelsTellLayersOneByOne() {
    assertThat(at("/", "6.18-container").lower()).isEqualTo("/layers/2:/layers/1");
  }

  @Test
  void aBindMountTellsItsRoot() {
    assertThat(at("/etc/hostname", "6.18-container").root())
        .isEqualTo("/var/lib/docker/containers/4f1c/hostname");
    assertThat(at("/mnt/a b", "5.4-docker-host-hybrid").root()).isEqualTo("/srv/a b");
  }

  @Test
  void aNamespaceKeptByAMountIsAnNsfs() {
    MountInfo netns = at("/run/docker/netns/6c0d", "5.4-docker-host-hybrid");
    assertThat(netns)
        .isEqualTo(
            new MountInfo(
                "/run/docker/netns/6c0d",
                "nsfs",
                "nsfs",
                "net:[4026532284]",
                "rw",
                "shared:310",
                "",
                "",
                ""));
  }

  @Test
  void theMicroVmsMountsAreRead() {
    List<Mount> mounts = Mount.parseAll(Captured.text("mountinfo-6.1-v2"));
    assertThat(mounts).hasSize(9);
    assertThat(mounts).extracting(Mount::type).contains("overlay", "cgroup2", "devtmpfs");
  }
}
