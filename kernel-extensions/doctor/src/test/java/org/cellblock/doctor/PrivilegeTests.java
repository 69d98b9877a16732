package org.cellblock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivilegeTests {

  private static final boolean ALL_USERS = true;

  @Test
  void rootOfTheMachineIsRoot() {
    assertThat(Privilege.of(status(0, "000001ffffffffff"), ALL_USERS).mode()).isEqualTo("root");
  }

  @Test
  void rootOfAUserNamespaceIsRootless() {
    assertThat(Privilege.of(status(0, "000001ffffffffff"), !ALL_USERS).mode())
        .isEqualTo("rootless");
  }

  @Test
  void rootOfAContainerWithoutCapSysAdminHasNone() {
    assertThat(Privilege.of(status(0, "00000000a80425fb"), ALL_USERS).mode()).isEqualTo("none");
  }

  @Test
  void anOrdinaryUserIsToldSoAndHowToMendIt() {
    Privilege privilege = Privilege.of(status(1001, "0000000000000000"), ALL_USERS);
    Answer answer = MachineProbes.privilege(privilege);
    assertThat(answer.seen()).isEqualTo("user 1001 without CAP_SYS_ADMIN");
    assertThat(answer.remedy()).isNotBlank();
  }

  @Test
  void anOldJavaIsANo() {
    assertThat(MachineProbes.java(11))
        .isEqualTo(
            Answer.no("Java 11 with jshell", "sudo apt-get install -y openjdk-17-jdk-headless"));
  }

  private static String status(int uid, String effective) {
    return "Name:\tjava\nUid:\t%1$d\t%1$d\t%1$d\t%1$d\nCapEff:\t%2$s\n".formatted(uid, effective);
  }
}
