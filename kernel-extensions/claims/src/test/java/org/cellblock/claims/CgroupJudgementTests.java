package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Had the kernel shown something else of cgroups, the verdict would be another. */
class CgroupJudgementTests {

  @Test
  void aLimitThatComesWithANamespaceWouldCorrectThatThereAreTwoMechanisms() {
    assertThat(CgroupClaims.twoMechanisms(false, true, false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.twoMechanisms(true, true, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLimitFromTheStartWouldCorrectThatLimitsAreOptional() {
    assertThat(CgroupClaims.limitsAreOptional("max", "max").verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.limitsAreOptional("20", "max").verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupClaims.limitsAreOptional("max", "4096").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aDirectoryThatStaysWouldCorrectThatItIsMadeAndRemovedLikeAny() {
    Path path = Path.of("/sys/fs/cgroup/x");
    assertThat(CgroupClaims.madeThroughAVirtualFileSystem(path, "cgroup2", true, true).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupClaims.madeThroughAVirtualFileSystem(path, "tmpfs", true, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKernelWithoutDevicesControllerMakesTheListOutdated() {
    assertThat(
            CgroupClaims.controllersForDevicesAndProcesses(Set.of("cpu", "io", "memory", "pids")))
        .isEqualTo(
            new Evidence(
                Verdict.OUTDATED,
                "of memory, CPU time, CPU cores, devices and processes it lacks [cpuset,"
                    + " devices]; devices are left to BPF programs in version 2"));
  }

  @Test
  void oneHierarchyOfVersion2MakesSeveralOutdated() {
    assertThat(CgroupClaims.severalHierarchies(1, 1).verdict()).isEqualTo(Verdict.OUTDATED);
    assertThat(CgroupClaims.severalHierarchies(10, 1).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aControllerThatLimitsTheNetworkWouldConfirmThatItIsLimitedAlike() {
    assertThat(CgroupClaims.networkTrafficIsLimited(Set.of("memory", "net_bandwidth")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.networkTrafficIsLimited(Set.of("memory", "net_cls")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKernelThatLimitsNoIoCannotTellWhatIoIs() {
    assertThatThrownBy(() -> CgroupClaims.keyboardAndScreen(Set.of("memory")))
        .isInstanceOf(NotTestableHere.class)
        .hasMessage("needs a kernel with the controller io or blkio");
  }

  @Test
  void aBombThatIsNotRefusedWouldCorrectThatTwentyIsTheMost() {
    assertThat(CgroupClaims.refusedForks(20, 0, "").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aJavaMachineThatStartsInHalfOfThemWouldConfirmThatTwentyArePlenty() {
    assertThat(CgroupClaims.twentyArePlenty("exit status 0").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.twentyArePlenty("exit status 1").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aDeniedDeviceThatIsReadWouldCorrectThatSomeMayNotBeUsed() {
    assertThat(DeviceClaims.someDevicesAndOthersNot("read zero\nread urandom\n", "").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(DeviceClaims.someDevicesAndOthersNot("", "no shell").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aCgroupThatHidesProcessesWouldConfirmThatItDecidesWhatIsSeen() {
    assertThat(CgroupClaims.decidesWhichProcessesCanBeSeen(false, 2).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aLimitThatStaysOrAProgramThatEndsWouldConfirmThatLimitsAreFixed() {
    assertThat(CgroupClaims.fixedWhenTheProcessStarts("10", "10", true).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.fixedWhenTheProcessStarts("10", "20", false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aProgramThatLivesBeyondItsMemoryWouldCorrectThatTheLimitIsHard() {
    assertThat(MemoryClaims.aHardBoundary(16, 16, "exit status 0", 0).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(MemoryClaims.aHardBoundary(16, 17, "killed by SIGKILL", 1).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupClaims.cgroupsRestrictCpuTimeAndMemory(20, "exit status 0").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void theNameOfTheFileTellsConfirmedFromOutdated() {
    assertThat(
            MemoryClaims.limit400mEndsUpAs419430400("memory.limit_in_bytes", "419430400").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(MemoryClaims.limit400mEndsUpAs419430400("memory.max", "419430400").verdict())
        .isEqualTo(Verdict.OUTDATED);
    assertThat(MemoryClaims.limit400mEndsUpAs419430400("memory.max", "400000000").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CpuClaims.writing512SetsTheShares("cpu.shares", "512").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.writing512SetsTheShares("cpu.weight", "20").verdict())
        .isEqualTo(Verdict.OUTDATED);
  }

  @Test
  void decimalMegabytesWouldConfirmFourHundredMegabytes() {
    assertThat(MemoryClaims.limit400mMeans400Mb(400_000_000).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void memoryInUseFromTheStartWouldConfirmThatItIsDedicated() {
    long mib = 1 << 20;
    assertThat(MemoryClaims.dedicatesMemoryAtItsStart(1000 * mib, 1000 * mib, 500 * mib).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aChildThatGetsMoreThanItsParentWouldCorrectThatARuleDecides() {
    assertThat(MemoryClaims.someRuleDecides("64", "exit status 0", "joined").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(MemoryClaims.someRuleDecides("64", "killed by SIGKILL", "").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLimitInProcWouldConfirmThatAllIsThere() {
    assertThat(
            MemoryClaims.allThatOneNeedsToKnowIsInProc(List.of("limits"), true, "memory.max")
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void equalPartsWouldConfirmThatSharesAreOnlyStored() {
    assertThat(CpuClaims.onlyStoresTheShares(50).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.onlyStoresTheShares(33).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void thePartThatStaysTheSameWouldConfirmAFixedSlice() {
    assertThat(CpuClaims.aFixedSlice(33, 33).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.sharesSayWhatPercentage(50, 50).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.whoHasFewMayBurst(33, 33, 300).verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(CpuClaims.neighboursGetNoisy(50, 50).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void whetherSharesLetBurstCantBeToldWhereNothingIsLeft() {
    assertThatThrownBy(() -> CpuClaims.whoHasFewMayBurst(3, 4, 20))
        .isInstanceOf(NotTestableHere.class)
        .hasMessageContaining("a CPU that others leave idle")
        .hasMessageContaining("idle for 20 ms");
    assertThat(CpuClaims.whoHasFewMayBurst(3, 5, 0).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aSecondCgroupThatHalvesTheFirstWouldConfirmATotal() {
    assertThat(
            CpuClaims.aTotalOfShares("cpu.shares 1024", "cpu.shares 512", "cpu.shares 512")
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aProgramBeyondItsQuotaWouldCorrectThatThereIsAHardCap() {
    assertThat(CpuClaims.aHardLimitOnCpuTime(100, 0, 10).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void fewerCoresWouldConfirmThatOneGetsWholeOnes() {
    assertThat(CpuClaims.oneGetsOneOrTwo("1", "2").verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void schedRrWouldConfirmARoundRobin() {
    assertThat(CpuClaims.takeTurnsInARoundRobin("scheduling policy: SCHED_RR").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aPidThatStaysInTheFirstCgroupWouldConfirmThatItIsALine() {
    assertThat(
            CgroupMemberClaims.appendedToTheEnd("8", true, List.of("7", "8"), List.of("8"))
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupMemberClaims.inSeveralCgroups(2, 1, false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aPidThatIsNotListedWouldCorrectThatWritingItAddsIt() {
    assertThat(CgroupMemberClaims.writingAPidAddsTheProcess("8", List.of(), List.of()).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupMemberClaims.canBeMovedToAnotherCgroup("/a", "/a").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupMemberClaims.childrenInheritTheCgroup("/a", "/", true).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void limitsThatNsenterBringsAlongWouldConfirmThatItIsInTheContainer() {
    assertThat(
            CgroupMemberClaims.whoEntersByNsenterIsInTheContainer("0::/c", "0::/c", "0::/")
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }
}
