package org.cellblock.claims;

import static org.cellblock.claims.CgroupTrial.percent;

import java.io.IOException;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupExperiments;
import tech.tablesaw.api.Table;

/** Shares, weights and quotas: what the scheduler makes of them. */
final class CpuClaims {

  /** By how much two measurements must differ, on a machine that does other work as well. */
  private static final double CLEARLY = 1.4;

  /** Less idle time than this isn't enough to tell whether it would have been used. */
  private static final long TO_BE_HAD_MILLIS = 100;

  private static final String FIRST = "experiment-first";
  private static final String SECOND = "experiment-second";

  private CpuClaims() {}

  @Checks("C151")
  @NeedsCgroups
  static Evidence whoHasFewMayBurst() throws IOException {
    long before = ProcReader.idleMillis(CgroupExperiments.cpu());
    Table table = CgroupExperiments.shares(8192, 512);
    long idle = ProcReader.idleMillis(CgroupExperiments.cpu()) - before;
    return whoHasFewMayBurst(percent(table, "both", SECOND), percent(table, "alone", SECOND), idle);
  }

  static Evidence whoHasFewMayBurst(long beside, long alone, long idleMillis) {
    boolean bursts = alone > CLEARLY * beside;
    NotTestableHere.unless(
        bursts || idleMillis > TO_BE_HAD_MILLIS,
        "a CPU that others leave idle: what one program gave up they took, in a run in which the"
            + " CPU was idle for %d ms".formatted(idleMillis));
    return Evidence.confirmedIf(
        bursts,
        "512 shares got %d %% of a CPU beside 8192, and %d %% when these were idle",
        beside,
        alone);
  }

  @Checks("C152")
  @NeedsCgroups
  static Evidence onlyStoresTheShares() {
    return onlyStoresTheShares(partOf(512, 1024));
  }

  static Evidence onlyStoresTheShares(long part) {
    return Evidence.correctedIf(
        100 - part > CLEARLY * part,
        "of a CPU that both wanted all the time, 512 shares got %d %% and 1024 got %d %%",
        part,
        100 - part);
  }

  @Checks("C153")
  @NeedsCgroups
  static Evidence aFixedSlice() {
    return aFixedSlice(partOf(512, 1024), partOf(512, 128));
  }

  static Evidence aFixedSlice(long beside1024, long beside128) {
    return Evidence.correctedIf(
        beside128 > CLEARLY * beside1024,
        "512 shares got %d %% beside 1024, and %d %% beside 128: a weight, not a slice",
        beside1024,
        beside128);
  }

  @Checks("C155")
  @NeedsCgroups
  static Evidence sharesSayWhatPercentage() {
    return sharesSayWhatPercentage(partOf(512, 512), partOf(512, 2048));
  }

  static Evidence sharesSayWhatPercentage(long beside512, long beside2048) {
    return Evidence.correctedIf(
        beside512 > CLEARLY * beside2048,
        "512 shares got %d %% beside 512, and %d %% beside 2048: who else wants it decides",
        beside512,
        beside2048);
  }

  @Checks("C160")
  @NeedsCgroups
  static Evidence neighboursGetNoisy() {
    return neighboursGetNoisy(partOf(1024, 1024), partOf(1024, 64));
  }

  static Evidence neighboursGetNoisy(long beside, long protectedPart) {
    return Evidence.confirmedIf(
        protectedPart > CLEARLY * beside,
        "beside a neighbour that never sleeps a program got %d %%; with the neighbour's shares"
            + " cut from 1024 to 64, %d %%",
        beside,
        protectedPart);
  }

  /** Returns what the first got of what both got, in percent: whatever else the machine does. */
  private static long partOf(long first, long second) {
    Table table = CgroupExperiments.shares(first, second);
    long one = CgroupTrial.millis(table, "both", FIRST);
    return Math.round(100.0 * one / (one + CgroupTrial.millis(table, "both", SECOND)));
  }

  @Checks("C154")
  @NeedsCgroups
  static Evidence aTotalOfShares() {
    try (Cgroup one = CgroupTrial.cgroup()) {
      String before = shares(one).toString();
      try (Cgroup two = CgroupTrial.another()) {
        return aTotalOfShares(before, shares(one).toString(), shares(two).toString());
      }
    }
  }

  static Evidence aTotalOfShares(String before, String after, String second) {
    return Evidence.correctedIf(
        before.equals(after) && after.equals(second),
        "a new cgroup has %s; with a second it has %s and the second %s: no total is divided",
        before,
        after,
        second);
  }

  private static CgroupTrial.Setting shares(Cgroup cgroup) {
    return CgroupTrial.setting(cgroup, "cpu.shares", "cpu.weight");
  }

  @Checks("C142")
  @NeedsCgroups
  static Evidence writing512SetsTheShares() {
    try (Cgroup cgroup = CgroupTrial.cgroup().cpuShares(512)) {
      CgroupTrial.Setting kept = shares(cgroup);
      return writing512SetsTheShares(kept.file(), kept.value());
    }
  }

  static Evidence writing512SetsTheShares(String file, String value) {
    boolean isV1 = file.equals("cpu.shares");
    String seen = "for 512 shares, %s says %s%s";
    String note = isV1 ? "" : "; there is no cpu.shares";
    return isV1
        ? Evidence.confirmedIf(value.equals("512"), seen, file, value, note)
        : Evidence.outdatedIf(!value.equals("512"), seen, file, value, note);
  }

  @Checks("C156")
  @NeedsCgroups
  static Evidence aHardLimitOnCpuTime() {
    Table table = CgroupExperiments.quota(0.2);
    return aHardLimitOnCpuTime(
        table.longColumn("percent").get(0),
        table.longColumn("throttled").get(0),
        table.longColumn("periods").get(0));
  }

  static Evidence aHardLimitOnCpuTime(long percent, long throttled, long periods) {
    return Evidence.confirmedIf(
        percent < 40 && throttled > 0,
        "with a quota of 0.2 CPUs a program that never sleeps got %d %% of one, and was held back"
            + " in %d of %d periods",
        percent,
        throttled,
        periods);
  }

  @Checks("C157")
  @NeedsCgroups
  static Evidence oneGetsOneOrTwo() {
    String outside = Trial.onHost("nproc");
    try (Cgroup cgroup = CgroupTrial.cgroup().cpus(0.5)) {
      String inside = cgroup.start("nproc").waitFor().stdout().strip();
      return oneGetsOneOrTwo(inside, outside);
    }
  }

  static Evidence oneGetsOneOrTwo(String inside, String outside) {
    return Evidence.correctedIf(
        inside.equals(outside),
        "half a CPU can be given, as time and not as a core: nproc says %s with it, %s without",
        inside,
        outside);
  }

  @Checks("C161")
  static Evidence takeTurnsInARoundRobin() {
    String policy = Trial.onHost("chrt", "--pid", Long.toString(ProcReader.self()));
    return takeTurnsInARoundRobin(policy.lines().findFirst().orElse(""));
  }

  static Evidence takeTurnsInARoundRobin(String policy) {
    return Evidence.correctedIf(
        !policy.contains("SCHED_RR"),
        "chrt: %s; that class divides time by weight, SCHED_RR would take turns",
        policy);
  }
}
