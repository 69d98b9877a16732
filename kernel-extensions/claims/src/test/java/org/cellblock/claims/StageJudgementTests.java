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
    assertThat(StageClaims.theProcessThatItStartsIsTheOneInside(1, 1, 2).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.theProcessThatItStartsIsTheOneInside(1, 2, 2).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.theProcessThatItStartsIsTheOneInside(1, 1, 1).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aMachineThatKeepsItsNameInTheFirstStageWouldCorrectThatThePlaceMatters() {
    assertThat(StageClaims.setInTheSecondStage(BEFORE, BEFORE, CHANGED).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.setInTheSecondStage(BEFORE, BEFORE, BEFORE).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.setInTheSecondStage(BEFORE, CHANGED, CHANGED).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aTreeInWhichNothingRunsWouldCorrectThatItIsARoot() {
    assertThat(StageClaims.byExportingAContainer("tar", 1, List.of("bin", "dev", "2")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(StageClaims.byExportingAContainer("tar", 1, List.of("")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aMountThatTheParentDoesNotSeeWouldConfirmThatItConcernsTheChildOnly() {
    assertThat(StageClaims.concernsOnlyTheChild(true, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(StageClaims.concernsOnlyTheChild(false, false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void anotherNameInsideWouldCorrectThatItIsTheShortId() {
    assertThat(DockerClaims.theHostNameIsTheShortId("fc71572e2892", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(DockerClaims.theHostNameIsTheShortId("web", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(DockerClaims.theHostNameIsTheShortId("", "").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aShortIdOfItsOwnWouldCorrectThatItIsThePrefix() {
    String id = "fc71572e2892" + "0".repeat(52);
    assertThat(DockerClaims.theShortIdIsTheBeginning(id, "fc71572e2892").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(DockerClaims.theShortIdIsTheBeginning(id, "0000").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(DockerClaims.theShortIdIsTheBeginning("fc71572e2892", "fc71572e2892").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }
}
