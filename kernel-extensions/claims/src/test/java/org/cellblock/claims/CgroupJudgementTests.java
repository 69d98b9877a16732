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
    assertThat(CgroupClaims.directories(path, "cgroup2", true, true).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupClaims.directories(path, "tmpfs", true, false).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKernelWithoutDevicesControllerMakesTheListOutdated() {
    assertThat(CgroupClaims.sixControllers(Set.of("cpu", "io", "memory", "pids")))
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
    assertThat(CgroupClaims.noNetworkLimit(Set.of("memory", "net_bandwidth")).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.noNetworkLimit(Set.of("memory", "net_cls")).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aKernelThatLimitsNoIoCannotTellWhatIoIs() {
    assertThatThrownBy(() -> CgroupClaims.blockDevices(Set.of("memory")))
        .isInstanceOf(NotTestableHere.class)
        .hasMessage("needs a kernel with the controller io or blkio");
  }

  @Test
  void aBombThatIsNotRefusedWouldCorrectThatTwentyIsTheMost() {
    assertThat(CgroupClaims.atMostTwenty(20, 0, "").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aJavaMachineThatStartsInHalfOfThemWouldConfirmThatTwentyArePlenty() {
    assertThat(CgroupClaims.threadsCount("exit status 0").verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.threadsCount("exit status 1").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aDeniedDeviceThatIsReadWouldCorrectThatSomeMayNotBeUsed() {
    assertThat(DeviceClaims.someAndNotOthers("read zero\nread urandom\n", "").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(DeviceClaims.someAndNotOthers("", "no shell").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aCgroupThatHidesProcessesWouldConfirmThatItDecidesWhatIsSeen() {
    assertThat(CgroupClaims.countNotSight(false, 2).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aLimitThatStaysOrAProgramThatEndsWouldConfirmThatLimitsAreFixed() {
    assertThat(CgroupClaims.changedWhileRunning("10", "10", true).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupClaims.changedWhileRunning("10", "20", false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aProgramThatLivesBeyondItsMemoryWouldCorrectThatTheLimitIsHard() {
    assertThat(MemoryClaims.hardBoundary(16, 16, "exit status 0", 0).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(MemoryClaims.hardBoundary(16, 17, "killed by SIGKILL", 1).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupClaims.both(20, "exit status 0").verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void theNameOfTheFileTellsConfirmedFromOutdated() {
    assertThat(MemoryClaims.fourHundred("memory.limit_in_bytes", "419430400").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(MemoryClaims.fourHundred("memory.max", "419430400").verdict())
        .isEqualTo(Verdict.OUTDATED);
    assertThat(MemoryClaims.fourHundred("memory.max", "400000000").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CpuClaims.writtenToShares("cpu.shares", "512").verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.writtenToShares("cpu.weight", "20").verdict()).isEqualTo(Verdict.OUTDATED);
  }

  @Test
  void decimalMegabytesWouldConfirmFourHundredMegabytes() {
    assertThat(MemoryClaims.binaryUnits(400_000_000).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void memoryInUseFromTheStartWouldConfirmThatItIsDedicated() {
    long mib = 1 << 20;
    assertThat(MemoryClaims.notDedicated(1000 * mib, 1000 * mib, 500 * mib).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aChildThatGetsMoreThanItsParentWouldCorrectThatARuleDecides() {
    assertThat(MemoryClaims.theTighterWins("64", "exit status 0", "joined").verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(MemoryClaims.theTighterWins("64", "killed by SIGKILL", "").verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aLimitInProcWouldConfirmThatAllIsThere() {
    assertThat(MemoryClaims.limitsAreNotInProc(List.of("limits"), true, "memory.max").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void equalPartsWouldConfirmThatSharesAreOnlyStored() {
    assertThat(CpuClaims.enforced(50).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.enforced(33).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void thePartThatStaysTheSameWouldConfirmAFixedSlice() {
    assertThat(CpuClaims.noFixedSlice(33, 33).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.noPercentage(50, 50).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(CpuClaims.mayBurst(33, 33).verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(CpuClaims.noisyNeighbours(50, 50).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void aSecondCgroupThatHalvesTheFirstWouldConfirmATotal() {
    assertThat(CpuClaims.noTotal("cpu.shares 1024", "cpu.shares 512", "cpu.shares 512").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aProgramBeyondItsQuotaWouldCorrectThatThereIsAHardCap() {
    assertThat(CpuClaims.hardCap(100, 0, 10).verdict()).isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void fewerCoresWouldConfirmThatOneGetsWholeOnes() {
    assertThat(CpuClaims.timeIsNotCores("1", "2").verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void schedRrWouldConfirmARoundRobin() {
    assertThat(CpuClaims.notRoundRobin("scheduling policy: SCHED_RR").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aPidThatStaysInTheFirstCgroupWouldConfirmThatItIsALine() {
    assertThat(
            CgroupMemberClaims.aCommandNotALine("8", true, List.of("7", "8"), List.of("8"))
                .verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(CgroupMemberClaims.oneInEachHierarchy(2, 1, false).verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }

  @Test
  void aPidThatIsNotListedWouldCorrectThatWritingItAddsIt() {
    assertThat(CgroupMemberClaims.byItsPid("8", List.of(), List.of()).verdict())
        .isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupMemberClaims.moved("/a", "/a").verdict()).isEqualTo(Verdict.CORRECTED);
    assertThat(CgroupMemberClaims.inherited("/a", "/", true).verdict())
        .isEqualTo(Verdict.CORRECTED);
  }

  @Test
  void limitsThatNsenterBringsAlongWouldConfirmThatItIsInTheContainer() {
    assertThat(CgroupMemberClaims.nsenterStaysOutside("0::/c", "0::/c", "0::/").verdict())
        .isEqualTo(Verdict.CONFIRMED);
  }
}
