package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that is to begin in a frozen cgroup never does. */
@Tag("kernel")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenTests {

  private static final Path TOP = Path.of("/sys/fs/cgroup");

  private final boolean isV2 = Files.exists(TOP.resolve("cgroup.controllers"));
  private final Path cgroup =
      (isV2 ? TOP : TOP.resolve("freezer"))
          .resolve("cellblock-frozen-test-" + ProcessHandle.current().pid());

  @BeforeEach
  void freeze() {
    assumeTrue(Files.isWritable(cgroup.getParent()), "needs a hierarchy of cgroups that freezes");
    ControlDirectory.make(cgroup);
    write(isV2 ? "1" : "FROZEN");
  }

  @AfterEach
  void thaw() throws Exception {
    if (Files.exists(cgroup)) {
      write(isV2 ? "0" : "THAWED");
      while (!Files.readString(cgroup.resolve("cgroup.procs")).isEmpty()) {
        Thread.sleep(5);
      }
      ControlDirectory.remove(cgroup);
    }
  }

  @Test
  @NeedsRoot
  void itIsGivenUpWithTheWayToThawIt() {
    try (CgroupProcs door = CgroupProcs.open(cgroup)) {
      SpawnRequest request =
          new SpawnRequest(
              "true",
              List.of("true"),
              Map.of("PATH", "/usr/bin:/bin"),
              NullDevice.FD,
              NullDevice.FD,
              NullDevice.FD,
              List.of(door),
              List.of(),
              null);
      assertThatThrownBy(() -> Child.spawn(request))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              ("waited 10 s for posix_spawn(path=\"%s\", argv=\"true\") to join its cgroups%n"
                      + "Hint: is one of them frozen? echo THAWED > freezer.state, or echo 0 >"
                      + " cgroup.freeze")
                  .formatted(program()))
          .satisfies(late -> assertThat(late.getSuppressed()).hasSize(isV2 ? 0 : 1));
    }
  }

  private static Path program() {
    Path usual = Path.of("/usr/bin/true");
    return Files.isExecutable(usual) ? usual : Path.of("/bin/true");
  }

  private void write(String text) {
    ControlFile.write(cgroup.resolve(isV2 ? "cgroup.freeze" : "freezer.state"), text);
  }
}
