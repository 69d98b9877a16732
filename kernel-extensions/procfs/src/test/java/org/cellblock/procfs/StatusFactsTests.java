package org.cellblock.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFactsTests {

  private final StatusFacts facts = new StatusFacts();

  @ParameterizedTest
  @ValueSource(strings = {"3.10", "5.4-docker", "5.15-docker", "6.1", "6.12-docker", "6.18"})
  void everyLineOfEveryKernelIsShown(String version) {
    String[] lines = Captured.text("status-" + version).split("\n");
    List<Fact> all = facts.all(Captured.status(version));
    assertThat(all).hasSize(lines.length);
    assertThat(all.get(0).key()).isEqualTo("Name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.4-docker", "6.1", "6.12-docker", "6.18"})
  void everyLineHasAMeaning(String version) {
    assertThat(facts.all(Captured.status(version)))
        .filteredOn(fact -> !fact.key().equals("Groups"))
        .allSatisfy(fact -> assertThat(fact.meaning()).as(fact.key()).isNotEmpty());
  }

  @Test
  void masksAndModesAreDecoded() {
    assertThat(facts.all(Captured.status("5.4-docker")))
        .contains(
            new Fact("State", "S (sleeping)", "waits for something; a signal wakes it"),
            new Fact("NSpid", "3127 1", "this thread's id in each pid namespace, outermost first"),
            new Fact("SigIgn", "0000000000000006", "ignored: SIGINT, SIGQUIT"),
            new Fact("Seccomp", "2", "filter: a program decides on each system call"));
  }

  @Test
  void securityIsWhatAProcessMayDo() {
    assertThat(facts.security(Captured.status("6.18")))
        .extracting(Fact::key)
        .containsExactly(
            "Uid",
            "Gid",
            "Groups",
            "CapPrm",
            "CapEff",
            "CapInh",
            "CapBnd",
            "CapAmb",
            "NoNewPrivs",
            "Seccomp",
            "Seccomp_filters");
    assertThat(facts.security(Captured.status("6.18")))
        .contains(
            new Fact("CapBnd", "0000000000000021", "bounding: CAP_CHOWN, CAP_KILL"),
            new Fact("NoNewPrivs", "1", "execve(2) never raises privileges again"));
  }

  @Test
  void olderKernelsHaveLessOfIt() {
    assertThat(facts.security(Captured.status("3.10")))
        .extracting(Fact::key)
        .doesNotContain("CapAmb", "NoNewPrivs", "Seccomp_filters");
  }

  @Test
  void idsThatDifferAreAllTold() {
    Users users = Users.parse("root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/:/bin/sh\n");
    assertThat(StatusFacts.ids(Captured.status("6.12-docker").words("Uid"), users))
        .isEqualTo("real 1000 (ann), effective 0 (root), saved 0 (root), file system 0 (root)");
    assertThat(StatusFacts.ids(List.of("7", "7", "7", "7"), users)).isEqualTo("7");
  }

  @Test
  void aRealTimeSignalHasANumber() {
    assertThat(StatusFacts.signals("8000000000000001")).isEqualTo("SIGHUP, signal 64");
    assertThat(StatusFacts.signals("0000000000000000")).isEqualTo("none");
  }
}
