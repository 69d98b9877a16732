package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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

  private Process thaw;

  /** What thaws it is there first: it does so too when this process is killed. */
  @BeforeEach
  void freeze() throws IOException {
    assumeTrue(Files.isWritable(cgroup.getParent()), "needs a hierarchy of cgroups that freezes");
    String file = isV2 ? "cgroup.freeze" : "freezer.state";
    String script =
        "read -r end; echo %s >\"$0/%s\"; until rmdir \"$0\"; do sleep 0.01; done"
            .formatted(isV2 ? "0" : "THAWED", file);
    ControlDirectory.make(cgroup);
    thaw =
        new ProcessBuilder("setsid", "sh", "-c", script, cgroup.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ControlFile.write(cgroup.resolve(file), isV2 ? "1" : "FROZEN");
  }

  @AfterEach
  void thaw() throws Exception {
    if (thaw != null) {
      thaw.getOutputStream().close();
      thaw.waitFor();
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
}
