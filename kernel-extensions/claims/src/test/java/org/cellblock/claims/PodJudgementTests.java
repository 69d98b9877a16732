package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Had the kernel shown something else of pods, the verdict would be another. */
class PodJudgementTests {

  private static void assertCorrected(Evidence... all) {
    assertThat(all).extracting(Evidence::verdict).containsOnly(Verdict.CORRECTED);
  }

  @Test
  void oneAddressForTwoPodsWouldCorrectThatEachHasItsOwn() {
    String[] one = {"10.88.0.2", "shop", "shop"};
    assertThat(PodClaims.anIpAddressAndAHostName(one, "10.88.0.3", "other", "vm").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertCorrected(
        PodClaims.anIpAddressAndAHostName(one, "10.88.0.2", "other", "vm"),
        PodClaims.anIpAddressAndAHostName(one, "10.88.0.3", "shop", "vm"),
        PodClaims.anIpAddressAndAHostName(one, "10.88.0.3", "other", "shop"));
  }

  @Test
  void silenceOnLocalhostWouldCorrectThatTheyReachEachOther() {
    assertCorrected(
        PodClaims.reachEachOtherOnLocalhost("", ""),
        PodClaims.reachEachOtherOnLocalhost("hello", "hello"));
  }

  @Test
  void aFileThatIsSeenWouldCorrectThatFileSystemsAreApart() {
    assertCorrected(
        PodClaims.doesntSeeTheFilesOfTheOthers("of-app", "of-app"),
        PodClaims.doesntSeeTheFilesOfTheOthers("", ""));
  }

  @Test
  void anotherCountOfProcessesWouldCorrectThatTheyAreApart() {
    assertCorrected(
        PodClaims.doesntSeeTheProcessesOfTheOthers("2", "2"),
        PodClaims.doesntSeeTheProcessesOfTheOthers("1", "1"));
  }

  @Test
  void memoryOrQueuesApartWouldCorrectThatIpcIsShared() {
    assertCorrected(
        PodClaims.canUseSharedMemoryAndOtherIpc("", true),
        PodClaims.canUseSharedMemoryAndOtherIpc("shared", false));
  }

  @Test
  void aMountInBothTablesWouldCorrectThatTheTableIsItsOwn() {
    assertCorrected(
        IsolationClaims.aMountTableOfItsOwn(List.of("1 /"), List.of("1 /")),
        IsolationClaims.aMountTableOfItsOwn(List.of(), List.of("1 /")));
  }

  @Test
  void aHostThatWasRenamedWouldCorrectThatNamesAreItsOwn() {
    assertCorrected(
        IsolationClaims.aHostNameAndADomainNameOfItsOwn("claim cells", "vm (none)", "claim cells"),
        IsolationClaims.aHostNameAndADomainNameOfItsOwn("claim (none)", "vm (none)", "vm (none)"));
  }

  @Test
  void aQueueSeenBesideWouldCorrectThatIpcStaysInside() {
    assertCorrected(
        IsolationClaims.reachBySystemIpcOnlyThose(true, true),
        IsolationClaims.reachBySystemIpcOnlyThose(false, false));
  }

  @Test
  void theHostsProcessesInsideWouldCorrectThatOnlyItsOwnAreSeen() {
    assertCorrected(
        IsolationClaims.seeOnlyThoseOfTheSameContainerOrPidNamespace(List.of(1L, 2L, 3L), 90),
        IsolationClaims.seeOnlyThoseOfTheSameContainerOrPidNamespace(List.of(7L, 8L), 90));
  }

  @Test
  void aServerSeenBesideWouldCorrectThatPortsAreItsOwn() {
    String loOnly = "head\nhead\n    lo: 0";
    assertCorrected(
        IsolationClaims.portNumbersOfItsOwn(true, true, loOnly),
        IsolationClaims.portNumbersOfItsOwn(false, false, loOnly),
        IsolationClaims.portNumbersOfItsOwn(true, false, loOnly + "\n  eth0: 0"));
  }

  @Test
  void aLimitThatGoesWithTheViewWouldCorrectThatItIsOnlyAView() {
    assertCorrected(
        IsolationClaims.aViewOfCgroupfsAndNotWhatLimits(true, "max"),
        IsolationClaims.aViewOfCgroupfsAndNotWhatLimits(false, "67108864"));
  }

  @Test
  void memoryOfItsOwnWouldConfirmThatTheMachineIsDedicated() {
    assertThat(IsolationClaims.runOnADedicatedMachine("1 kB", "2 kB", true).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aHierarchyElsewhereWouldCorrectTheUsualPlace() {
    assertCorrected(
        PodLimitClaims.usuallyMountedAtSysFsCgroup(List.of("/sys/fs/cgroup/cpu", "/cgroup")));
  }

  @Test
  void allFilesOrSomeDecideWhatTheGroupHas() {
    List<String> files = List.of("cpu.max", "pids.max");
    assertThat(PodLimitClaims.hasFilesSuchAsCpuMax(files, files).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertCorrected(PodLimitClaims.hasFilesSuchAsCpuMax(List.of("pids.max"), files));
  }

  @Test
  void aCounterThatCanBeWrittenWouldCorrectThatTheyAreReadOnly() {
    assertCorrected(
        PodLimitClaims.countersCanOnlyBeRead(true, true, true, false),
        PodLimitClaims.countersCanOnlyBeRead(false, false, true, false));
  }

  @Test
  void otherNumbersWouldCorrectTheLimits() {
    assertCorrected(
        PodLimitClaims.endsUpAs536870912("memory.max 512000000"),
        PodLimitClaims.theQuotaIs50000Of100000("max 100000"),
        PodLimitClaims.cpuTimeAndMemoryOfAGroupAreUnrestricted("64", "max 100000"),
        PodLimitClaims.cpuTimeAndMemoryOfAGroupAreUnrestricted("max", "5000"));
  }
}
