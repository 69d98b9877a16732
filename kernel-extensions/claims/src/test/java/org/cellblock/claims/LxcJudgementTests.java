package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;
import org.junit.jupiter.api.Test;

/** Had LXC done something else, the verdict would be another. */
class LxcJudgementTests {

  @Test
  void aSymbolOfLxcWouldConfirmThatItIsInTheKernel() {
    assertThat(LxcClaims.landedInTheMainlineKernel("x", List.of("00 T lxc_start")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(LxcClaims.landedInTheMainlineKernel("x", List.of("00 T relxc_start")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLibraryWithOneOfTwoKeysWouldCorrectThatItSupportsBoth() {
    assertThat(LxcClaims.supportsApparmorAndSelinux("lxc.apparmor.profile").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aProcessWithoutAFilterWouldCorrectThatLxcSetsOne() {
    assertThat(LxcClaims.supportsPoliciesOfSeccomp("0").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aChrootWouldCorrectThatItIsPivotRoot() {
    assertThat(LxcClaims.changesTheRootByPivotRoot(List.of("pivot_root", "chroot")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aCapabilityThatStaysWouldCorrectThatItIsDropped() {
    assertThat(LxcClaims.usesCapabilities(Set.of(Capability.CAP_NET_RAW)))
        .isEqualTo(
            new Evidence(
                Verdict.CORRECTED,
                "with lxc.cap.drop = net_raw the bounding set has 1 capabilities, CAP_NET_RAW"
                    + " among them"));
  }

  @Test
  void anLxcOfGoWouldCorrectThatItIsOfC() {
    assertThat(LxcClaims.lxcIsWrittenInCDockerInGo(true, true).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(LxcClaims.lxcIsWrittenInCDockerInGo(false, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLargerLxcWouldCorrectThatItIsTight() {
    assertThat(LxcClaims.lxcIsTight(9_000_000, 8_000_000).seen())
        .isEqualTo("lxc-start and its library have 9.0 MB, runc alone, without Docker, 8.0 MB");
    assertThat(LxcClaims.lxcIsTight(9_000_000, 8_000_000).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKindThatOnlyRuncHasWouldCorrectThatTheyUseTheSame() {
    assertThat(
            LxcClaims.theSameFeaturesOfTheKernel(Set.of(Namespace.PID), Set.of(Namespace.UTS))
                .verdict())
        .isEqualTo(Verdict.CORRECTED);
  }
}
