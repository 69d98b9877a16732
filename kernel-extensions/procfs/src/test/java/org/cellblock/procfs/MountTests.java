package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountTests {

  @Test
  void aLineHasElevenParts() {
    Mount mount =
        Mount.parse(
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=x");
    assertThat(mount)
        .isEqualTo(
            new Mount(
                36,
                35,
                "98:0",
                "/mnt1",
                "/mnt2",
                "rw,noatime",
                "master:1 shared:2",
                "ext3",
                "/dev/root",
                "rw,errors=x"));
  }

  @Test
  void withoutOptionalFieldsAMountIsPrivate() {
    assertThat(Mount.parse("31 23 0:28 / /sys rw - tmpfs tmpfs rw").propagation())
        .isEqualTo("private");
  }

  @Test
  void theKernelsOctalEscapesAreUndone() {
    Mount mount = Mount.parse("1 2 0:3 / /a\\040b\\134$c rw - tmpfs none rw");
    assertThat(mount.target()).isEqualTo("/a b\\$c");
  }

  @Test
  void theCallingThreadsMountsHaveItsRoot() {
    assertThat(Mount.readOwn()).anyMatch(mount -> mount.target().equals("/"));
  }

  @Test
  void aCarriageReturnInATargetEndsNoLine() {
    assertThat(Mount.parseAll("1 2 0:3 / /a\rb rw - tmpfs none rw\n"))
        .extracting(Mount::target)
        .containsExactly("/a\rb");
  }

  @Test
  void anEmptySourceIsEmpty() {
    Mount mount = Mount.parse("1 2 0:3 / /a rw - tmpfs  rw,size=1k");
    assertThat(mount.source()).isEmpty();
    assertThat(mount.superOptions()).isEqualTo("rw,size=1k");
  }
}
