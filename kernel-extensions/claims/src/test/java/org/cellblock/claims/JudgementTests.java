package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Had the kernel shown something else, the verdict would be another. */
class JudgementTests {

  @Test
  void aSystemCallForContainersWouldCorrectThatThereIsNoSuchObject() {
    Evidence evidence = ProcessClaims.noSuchObject(Set.of("clone", "container_create"), List.of());
    assertThat(evidence)
        .isEqualTo(
            new Evidence(
                Verdict.CORRECTED,
                "1 of the kernel's 2 system calls and 0 of the 0 lines in /proc/PID/status speak"
                    + " of a container: [container_create]"));
  }

  @Test
  void anotherKernelInsideWouldCorrectThatItIsShared() {
    assertThat(ProcessClaims.sameKernel("6.1 a", "6.12 b").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aConnectionWithoutSocketsWouldConfirmThatItDoesNotExist() {
    assertThat(
            CinfClaims.existsNoMoreThanATcpConnection(OptionalLong.empty(), OptionalLong.empty())
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aKernelWithSixKindsWouldConfirmThatThereAreSix() {
    Set<String> six = Set.of("mnt", "uts", "ipc", "pid", "net", "user");
    assertThat(CinfClaims.moreKindsThan(6, six).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CinfClaims.moreKindsThan(5, six).verdict()).isEqualTo(Verdict.OUTDATED);
  }

  @Test
  void aProcessWithoutANamespaceOfSomeKindWouldCorrectThatEachIsInOneOfEach() {
    assertThat(CinfClaims.exactlyOneOfEachKind(10, 0, 8).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CinfClaims.exactlyOneOfEachKind(10, 1, 8).verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(CinfClaims.exactlyOneOfEachKind(0, 0, 8).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLinkWithAnotherNumberThanItsFileWouldCorrectThatTheNumberIdentifies() {
    assertThat(CinfClaims.identifiedByANumber(1, 2, 2).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CinfClaims.identifiedByANumber(1, 2, 3).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void readingEverybodysLinksWithoutRootWouldCorrectThatItTakesRoot() {
    assertThat(CinfClaims.seeingAllTakesRoot(100, 0).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aThreadOfTheKernelAmongTheOthersWouldCorrectThatItStandsApart() {
    assertThat(CinfClaims.aMountNamespaceStandsBeside(25, 7, 7).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aRuntimeThatSetsNothingElseWouldConfirmThatTwoIngredientsMakeAContainer() {
    String bare = "{\"process\": {}, \"linux\": {\"namespaces\": [1, 2]}}";
    assertThat(
            BuildClaims.madeOfNamespacesAndCgroups(JsonParser.parseString(bare).getAsJsonObject())
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aSlowContainerWouldCorrectThatItIsLight() {
    List<Double> alone = List.of(1.0, 1.0);
    assertThat(BuildClaims.light(alone, List.of(900.0, 3.0)).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(BuildClaims.light(alone, List.of(900.0, 900.0)).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aContainerThatSeesTheHostsProcessesWouldCorrectThatItSeesItsOwn() {
    assertThat(ViewClaims.psListsTheContainersProcessesOnly(List.of(1L, 2L), 2).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(ViewClaims.psListsTheContainersProcessesOnly(List.of(7L), 100).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void oneNumberForBothSidesWouldCorrectThatThereAreTwo() {
    assertThat(ViewClaims.underOtherPids(77, "77 2").verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(ViewClaims.underOtherPids(77, "77").verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(ViewClaims.underOtherPids(77, "77 77").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aContainerThatSeesOutWouldConfirmThatItIsLikePython() {
    assertThat(ViewClaims.likeTheScopeOfVariablesInPython(false, true, 100, 100).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void oneFlagThatChangesNothingWouldConfirmThatAllAreNeeded() {
    assertThat(ViewClaims.nsenterNeedsAllFiveFlags("vm", 80, 3).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(ViewClaims.nsenterNeedsAllFiveFlags("claim", 3, 3).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aCallerThatMovedWouldConfirmThatWhoJoinsGetsANewPid() {
    assertThat(ViewClaims.whoJoinsGetsANewPid("pid:[1]", "pid:[2]", "pid:[2]").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aMountThatStaysInsideWouldConfirmThatChangesAreForMembersOnly() {
    assertThat(NamespaceClaims.visibleOnlyToTheMembers("mnt:[1]", "mnt:[2]", false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(NamespaceClaims.visibleOnlyToTheMembers("mnt:[1]", "mnt:[1]", true).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aLinkWithANameWouldConfirmThatNamespacesHaveNames() {
    assertThat(NamespaceClaims.oneGivesANamespaceAName("net:chris", 1, 1).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aParentForEveryKindWouldConfirmThatNamespacesFormATree() {
    assertThat(NamespaceClaims.formATree("pid 4026531836\nuts 4026531838").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(NamespaceClaims.formATree("pid 4026531836\nuts 0").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aWordThatLeftWithoutACallWouldCorrectThatCallsAreTheInterface() {
    assertThat(
            NamespaceClaims.theBasicInterface(List.of("write(1, \"hello\\n\", 6) = 6")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(NamespaceClaims.theBasicInterface(List.of("exit_group(0)")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aSecondKindThatCameAlongWouldCorrectThatTheyAreChosenOneByOne() {
    assertThat(NamespaceClaims.chosenOneByOne(List.of("uts", "ipc"), 8).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void lessMemoryInsideWouldConfirmThatNamespacesRestrictMemory() {
    assertThat(NamespaceClaims.namespacesMightRestrictMemory("512 kB", "1024 kB").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aQueueThatTheHostListsWouldCorrectThatIpcIsIsolated() {
    assertThat(KindClaims.newipcIsolates("queue 0", 1, 1).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void anotherReleaseInsideWouldCorrectThatUtsHoldsTheNameOnly() {
    assertThat(KindClaims.newutsIsolates("claim", "vm", "Linux 6.1", "Linux 6.12").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aShiftedDateWouldCorrectThatOnlyClocksSinceBootAreShifted() {
    assertThat(KindClaims.newtimeShiftsTheClocks(86_400, 0, 0).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(KindClaims.newtimeShiftsTheClocks(86_400, 86_400, 0).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(KindClaims.newtimeShiftsTheClocks(0, 0, 0).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void lookingForALongTimeIsNoShift() {
    assertThat(KindClaims.newtimeShiftsTheClocks(86_405, 5, 6).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(KindClaims.newtimeShiftsTheClocks(86_405, 86_405, 6).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void rootThatIsRootOutsideWouldCorrectThatItNeedNotBe() {
    assertThat(KindClaims.rootNeedNotBeRootOutside("0 0 4294967295").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void anEnvironThatFollowsWouldConfirmThatItHasAllVariables() {
    assertThat(EnvironClaims.hasAllVariables("LATER=1", List.of("LATER=1")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(EnvironClaims.readingTakesRoot(List.of()).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(EnvironClaims.theHostCanReadAContainersEnvironment(7, List.of("HOME=/")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aProcessWithoutAThirdLineWouldCorrectThatThereAreFourKindsAndOthers() {
    assertThat(NamespaceClaims.mountUtsNetworkPidAndOthers(Set.of("mnt", "uts")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void anotherProgramBehindTheLinkWouldCorrectThatItIsTheRunningOne() {
    assertThat(RecipeClaims.theRunningProgram("/bin/sh", "x").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aRuntimeWithoutThePackageWouldCorrectThatItCameFromLibcontainer() {
    assertThat(RecipeClaims.libcontainerIsIn("runc", "").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void theInnerNumberInProcWouldConfirmThatSelfIsTheRunningProcess() {
    assertThat(RecipeClaims.theNumber("2", "3").verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(RecipeClaims.theNumber("2", "4711").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void cgroupsInsideWouldConfirmThatLimitsCanBeSetThere() {
    assertThat(RecipeClaims.tooLate("nothing").verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aSecondDeviceWouldConfirmThatANetworkNamespaceGivesNetworking() {
    assertThat(RecipeClaims.onlyLoopback(List.of("lo", "eth0")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void equalPowersWouldConfirmThatTheRecipeMakesAContainer() {
    assertThat(RecipeClaims.takesMore("0 1", "0 1").verdict()).isEqualTo(Verdict.CONFIRMED);
  }
}
