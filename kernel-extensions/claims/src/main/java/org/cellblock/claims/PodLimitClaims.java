package org.cellblock.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.pod.Pod;
import org.cellblock.procfs.Hierarchy;

/** The cgroups of a container, as an article about pods has them. */
final class PodLimitClaims {

  private static final String USUAL = "/sys/fs/cgroup";

  private PodLimitClaims() {}

  private static Pod pod() {
    Trial.busybox();
    return Pod.named("claim-check")
        .memory("512m")
        .cpus(0.5)
        .container("app", "sleep", "100")
        .start();
  }

  @Checks("C205")
  static Evidence usuallyMountedAtSysFsCgroup() {
    List<String> places =
        Hierarchy.readAll().stream().map(each -> each.mountPoint().toString()).toList();
    NotTestableHere.unless(!places.isEmpty(), "a mounted cgroup hierarchy");
    return usuallyMountedAtSysFsCgroup(places);
  }

  static Evidence usuallyMountedAtSysFsCgroup(List<String> places) {
    return Evidence.confirmedIf(
        places.stream().allMatch(each -> Path.of(each).startsWith(USUAL)),
        "hierarchies are mounted at %s",
        String.join(", ", places));
  }

  @Checks("C207")
  @NeedsCgroups
  static Evidence hasFilesSuchAsCpuMax() {
    try (Pod pod = pod()) {
      Cgroup cgroup = pod.container("app").cgroup();
      List<String> files =
          List.of("cpu.max", "cpu.weight", "memory.max", "memory.high", "pids.max");
      return hasFilesSuchAsCpuMax(
          files.stream().filter(each -> CgroupTrial.having(cgroup, each).isPresent()).toList(),
          files);
    }
  }

  static Evidence hasFilesSuchAsCpuMax(List<String> there, List<String> all) {
    List<String> absent = new ArrayList<>(all);
    absent.removeAll(there);
    return Evidence.confirmedIf(
        absent.isEmpty(), "of the files that are told, %s are there and %s are not", there, absent);
  }

  @Checks("C208")
  @NeedsCgroups
  static Evidence countersCanOnlyBeRead() throws IOException {
    try (Pod pod = pod()) {
      Cgroup cgroup = pod.container("app").cgroup();
      return countersCanOnlyBeRead(
          permissions(cgroup, "memory.max", "memory.limit_in_bytes"),
          permissions(cgroup, "memory.stat", "memory.stat"),
          permissions(cgroup, "pids.max", "pids.max"),
          permissions(cgroup, "pids.current", "pids.current"));
    }
  }

  static Evidence countersCanOnlyBeRead(
      boolean memoryLimit, boolean memoryCount, boolean pidsLimit, boolean pidsCount) {
    return Evidence.confirmedIf(
        memoryLimit && pidsLimit && !memoryCount && !pidsCount,
        "writable for the owner: the limits of memory %s and pids %s, the counters %s and %s",
        memoryLimit,
        pidsLimit,
        memoryCount,
        pidsCount);
  }

  /** Says whether the owner's write bit is set. */
  private static boolean permissions(Cgroup cgroup, String v2, String v1) throws IOException {
    Optional<Path> file =
        Stream.of(v2, v1)
            .flatMap(
                name -> CgroupTrial.having(cgroup, name).map(path -> path.resolve(name)).stream())
            .findFirst();
    return Files.getPosixFilePermissions(file.orElseThrow())
        .contains(PosixFilePermission.OWNER_WRITE);
  }

  @Checks("C209")
  @NeedsCgroups
  static Evidence endsUpAs536870912() {
    try (Pod pod = pod()) {
      return endsUpAs536870912(CgroupTrial.memory(pod.cgroup()).toString());
    }
  }

  static Evidence endsUpAs536870912(String setting) {
    return Evidence.confirmedIf(
        setting.endsWith(" 536870912"), "with .memory(\"512m\") the kernel says %s", setting);
  }

  @Checks("C210")
  @NeedsCgroups
  static Evidence theQuotaIs50000Of100000() {
    try (Pod pod = pod()) {
      Cgroup cgroup = pod.cgroup();
      String quota =
          CgroupTrial.read(cgroup, "cpu.max")
              .orElseGet(
                  () -> cgroup.read("cpu.cfs_quota_us") + " " + cgroup.read("cpu.cfs_period_us"));
      return theQuotaIs50000Of100000(quota);
    }
  }

  static Evidence theQuotaIs50000Of100000(String quota) {
    return Evidence.confirmedIf(
        quota.equals("50000 100000"), "with .cpus(0.5), quota and period are %s", quota);
  }

  @Checks("C213")
  @NeedsCgroups
  static Evidence cpuTimeAndMemoryOfAGroupAreUnrestricted() {
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      String memory = CgroupTrial.memory(cgroup).value();
      String cpu = CgroupTrial.setting(cgroup, "cpu.cfs_quota_us", "cpu.max").value();
      return cpuTimeAndMemoryOfAGroupAreUnrestricted(memory, cpu);
    }
  }

  static Evidence cpuTimeAndMemoryOfAGroupAreUnrestricted(String memory, String cpu) {
    boolean isFree = memory.equals("max") || memory.length() > 18;
    return Evidence.confirmedIf(
        isFree && (cpu.startsWith("max") || cpu.equals("-1")),
        "a new cgroup says of memory %s, and of CPU time %s",
        memory,
        cpu);
  }
}
