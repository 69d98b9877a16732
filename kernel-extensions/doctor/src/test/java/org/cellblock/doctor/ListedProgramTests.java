package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the list of all programs. */
class ListedProgramTests {

  @Test
  void noSystemIsInstalledOnTheHost() {
    assertThat(ListedProgram.ALL)
        .filteredOn(ListedProgram::isUnpacked)
        .extracting(ListedProgram::name)
        .contains("lxc-start", "runc", "crun", "strace", "bwrap", "ps");
    assertThat(ListedProgram.named("lxc-start").remedy()).isEqualTo("./cellblock up --no-open");
  }

  @Test
  void ofSeveralPackagesTheFirstIsNamed() {
    ListedProgram jdk = ListedProgram.named("jdk");
    assertThat(jdk.packages())
        .isEqualTo(List.of("openjdk-17-jdk-headless", "default-jdk-headless"));
    assertThat(jdk.remedy()).isEqualTo("sudo apt-get install -y openjdk-17-jdk-headless");
    assertThat(jdk.why()).isEqualTo("JDK 17 or newer");
  }

  @Test
  void everySystemIsAsked() {
    assertThat(ProgramProbes.all())
        .extracting(Probe::name)
        .contains("runc", "crun", "lxc", "strace", "bwrap", "ps", "docker", "qemu");
  }
}
