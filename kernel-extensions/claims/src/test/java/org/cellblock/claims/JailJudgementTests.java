package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Had a chroot or a jail shown something else, the verdict would be another. */
class JailJudgementTests {

  private static final String HOST = "1:2";
  private static final String PRISON = "7:1";

  @Test
  void aChrootThatAlsoGaveAHostNameWouldConfirmThatItIsEnough() {
    List<String> all = List.of("uts", "ipc", "pid", "net");
    assertThat(ChrootClaims.jailsAreSoftwareOnTopOfChroot(HOST, PRISON, all).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(
            ChrootClaims.jailsAreSoftwareOnTopOfChroot(HOST, PRISON, all.subList(1, 4)).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aChrootThatMovedTheHostTooWouldCorrectThatItIsForSome() {
    assertThat(ChrootClaims.anotherRootDirectory("busybox\ninner", true).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(ChrootClaims.anotherRootDirectory("busybox\ninner", false).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(ChrootClaims.anotherRootDirectory("bin\nboot", true).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aClimbThatEndsInThePrisonWouldConfirmThatChrootHolds() {
    assertThat(ChrootClaims.canReachNothingOutside(HOST, PRISON, HOST).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(ChrootClaims.canReachNothingOutside(HOST, PRISON, PRISON).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aClimbOutOfPivotRootWouldCorrectThatItHolds() {
    assertThat(ChrootClaims.cannotLeaveTheSubtree(HOST, PRISON, HOST).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(ChrootClaims.cannotLeaveTheSubtree(HOST, HOST, HOST).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void dotsThatLeadOutOfAChrootWouldCorrectThatTheyStopThere() {
    assertThat(ChrootClaims.leadsUpIntoTheFilesOfOthers("/", "bin boot").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aRootThatNeedsMoreFilesWouldConfirmThatItNeedsThem() {
    assertThat(ChrootClaims.needsEtcBinAndVar("works", List.of("busybox", "etc", "bin")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aChrootThatChangesTheDirectoryTooWouldCorrectThatOneMust() {
    assertThat(ChrootClaims.oneChangesTheDirectory(HOST, PRISON).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aJailWithoutItsAddressWouldCorrectThatThereAreFour() {
    List<String> without = List.of("bin", "four", "", "sleep 100");
    assertThat(JailClaims.fourElements(without).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aParserThatReadsALineOfNginxOtherwiseWouldCorrectTheLikeness() {
    assertThat(JailClaims.looksLikeNginx("server { }", "").verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(JailClaims.looksLikeNginx().seen())
        .endsWith(
            "jail.conf line 1, column 21: [{]: expected a comma or ; after the value of"
                + " [location]");
  }
}
