package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.claims.StageClaims.World;
import org.junit.jupiter.api.Test;

/** Had the kernel or an engine shown something else, the verdict would be another. */
class StageJudgementTests {

  private static final World BEFORE = new World("claim", "0:77");
  private static final World CHANGED = new World("inside", "0:78");

  @Test
  void aLauncherThatMovesToItsChildsNamespaceWouldCorrectThatOnlyTheChildIsInside() {
    assertThat(StageClaims.theStartedProcessIsInside(1, 1, 2).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.theStartedProcessIsInside(1, 2, 2).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.theStartedProcessIsInside(1, 1, 1).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aMachineThatKeepsItsNameInTheFirstStageWouldCorrectThatThePlaceMatters() {
    assertThat(StageClaims.nameAndRootInside(BEFORE, BEFORE, CHANGED).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.nameAndRootInside(BEFORE, BEFORE, BEFORE).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.nameAndRootInside(BEFORE, CHANGED, CHANGED).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aTreeInWhichNothingRunsWouldCorrectThatItIsARoot() {
    assertThat(StageClaims.anExportedTreeRuns("tar", 1, List.of("bin", "dev", "2")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.anExportedTreeRuns("tar", 1, List.of("")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aMountThatTheParentDoesNotSeeWouldConfirmThatItConcernsTheChildOnly() {
    assertThat(StageClaims.mountsReachTheParent(true, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.mountsReachTheParent(false, false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void anotherNameInsideWouldCorrectThatItIsTheShortId() {
    assertThat(DockerClaims.hostnameIsTheShortId("fc71572e2892", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(DockerClaims.hostnameIsTheShortId("web", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(DockerClaims.hostnameIsTheShortId("", "").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aShortIdOfItsOwnWouldCorrectThatItIsThePrefix() {
    String id = "fc71572e2892" + "0".repeat(52);
    assertThat(DockerClaims.shortIdIsThePrefix(id, "fc71572e2892").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(DockerClaims.shortIdIsThePrefix(id, "0000").verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(DockerClaims.shortIdIsThePrefix("fc71572e2892", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }
}
