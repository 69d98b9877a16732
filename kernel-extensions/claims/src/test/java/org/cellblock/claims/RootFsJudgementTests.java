package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Had the file system shown something else, the verdict would be another. */
class RootFsJudgementTests {

  @Test
  void aMountOfTheHostsInSightWouldCorrectThatThePivotIsolates() {
    List<String> calls = List.of("unshare", "pivot_root");
    assertThat(
            RootFsClaims.madeByPivotRootAndChroot(calls, Set.of("21", "22"), Set.of("30", "31"))
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(
            RootFsClaims.madeByPivotRootAndChroot(calls, Set.of("21", "22"), Set.of("22", "30"))
                .verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aProgramOnTheWayWouldConfirmThatTheyAreCommands() {
    assertThat(
            RootFsClaims.pivotRootAndChrootAreCommands(
                    List.of("posix_spawn", "pivot_root", "chroot"))
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aKernelWithBothWouldConfirmThatBothServe() {
    assertThat(
            RootFsClaims.madeRealByAufsAndOverlay(List.of("nodev\tproc", "nodev\toverlay"))
                .verdict())
        .isEqualTo(Verdict.OUTDATED);
    assertThat(RootFsClaims.madeRealByAufsAndOverlay(List.of("nodev\taufs", "nodev\toverlay")))
        .isEqualTo(
            new Evidence(Verdict.CONFIRMED, "of both, /proc/filesystems lists [aufs, overlay]"));
  }

  @Test
  void aDeletionWithoutAWhiteoutWouldCorrectTheLayers() {
    List<String> changes = List.of("deleted", "added");
    assertThat(RootFsClaims.eachStepALayer(changes, "regular empty file 0,0").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aFileThatTheHostDoesNotFindWouldCorrectTheLeak() {
    assertThat(RootFsClaims.isFoundOnTheHost(15, 15).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(RootFsClaims.isFoundOnTheHost(0, 15).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void manyProgramsWouldConfirmABaseSystem() {
    assertThat(RootFsClaims.busyboxIsLikeAnOperatingSystem(200, 3).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aMountOfTheHostWouldCorrectThatAllIsInTheImage() {
    assertThat(ImageClaims.allFitsIntoAnImage("0", List.of("/", "/proc", "/dev/null")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(ImageClaims.allFitsIntoAnImage("0", List.of("/", "/usr")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKernelInTheImageWouldConfirmTheSameEverywhere() {
    assertThat(ImageClaims.theSameEnvironmentEverywhere("6.1", "{kernel: 6.1}").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void anImageWithoutACommandWouldConfirmThatItIsOnlyFiles() {
    assertThat(ImageClaims.toBuildIsOnlyToAddFiles(List.of("/etc/.wh.group"), List.of()).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aNameThatIsNoDigestWouldCorrectTheBundle() {
    assertThat(ImageClaims.aZippedBundleOfFiles(false, 400).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void anotherKernelInsideWouldCorrectThatOnlyFilesDiffer() {
    String[] one = {"ID=a", "6.1"};
    assertThat(
            ImageClaims.distributionsDifferInTheirFiles(one, new String[] {"ID=b", "6.2"})
                .verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void anotherTimeInsideWouldCorrectThatNothingBoots() {
    assertThat(ImageClaims.nothingBoots("btime 2", "btime 1").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }
}
