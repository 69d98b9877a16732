package org.cellblock.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.cellblock.linux.NeedsNamespaces;
import org.cellblock.linux.SyscallException;
import org.junit.jupiter.api.Test;

/** What an ordinary user hears where nothing is delegated. */
@NeedsNamespaces
class CgroupRefusalTests {

  @Test
  void whatIsMissingIsSaidWithTheCommandThatMendsIt() {
    SyscallException refused = refused();
    assumeTrue(refused != null, "needs a user to whom no cgroup is delegated");
    assertThat(refused.getMessage().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "mkdir\\(path=\".*/%s\"\\): EACCES \\(13\\) Permission denied"
                            .formatted(CgroupNames.of("refused"))),
            line ->
                assertThat(line)
                    .matches(
                        ".* belongs to (uid 0; this process is uid [0-9]+|a user outside this"
                            + " user namespace \\(uid_map: [0-9 ]+\\))"),
            line ->
                assertThat(line)
                    .matches(
                        "Hint: (version 1 is root's.* --microvm NOTEBOOK|be root, or have"
                            + " systemd delegate a cgroup: systemd-run --user .*)"));
    assertThatThrownBy(() -> CgroupExperiments.forks(5)).isInstanceOf(SyscallException.class);
  }

  private static SyscallException refused() {
    return catchThrowableOfType(SyscallException.class, () -> Cgroup.create("refused").close());
  }
}
