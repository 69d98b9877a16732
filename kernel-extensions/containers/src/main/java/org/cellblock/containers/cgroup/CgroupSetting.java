package org.cellblock.containers.cgroup;

import java.util.List;
import java.util.Optional;
import org.cellblock.procfs.CgroupFiles;

/** What can be set, and the files by which version 1 and version 2 are told. */
enum CgroupSetting {
  MEMORY("memory", "memory", List.of("memory.limit_in_bytes"), List.of("memory.max")),
  CPU_SHARES("cpu shares", "cpu", List.of("cpu.shares"), List.of("cpu.weight")),
  CPUS("cpus", "cpu", List.of("cpu.cfs_quota_us", "cpu.cfs_period_us"), List.of("cpu.max")),
  PIDS("pids", "pids", List.of("pids.max"), List.of("pids.max"));

  private final String title;
  private final String controller;
  private final List<String> v1;
  private final List<String> v2;

  CgroupSetting(String title, String controller, List<String> v1, List<String> v2) {
    this.title = title;
    this.controller = controller;
    this.v1 = v1;
    this.v2 = v2;
  }

  String title() {
    return title;
  }

  String controller() {
    return controller;
  }

  List<String> files(boolean isV2) {
    return isV2 ? v2 : v1;
  }

  /** Reads it as the kernel has it, two files' values with a blank between. */
  Optional<String> read(CgroupFiles cgroup, boolean isV2) {
    List<String> found = files(isV2).stream().flatMap(file -> cgroup.read(file).stream()).toList();
    boolean isWhole = found.size() == files(isV2).size() && !found.contains("");
    return isWhole ? Optional.of(String.join(" ", found)) : Optional.empty();
  }

  /** Writes it, each file its word; version 1 gets them from the last: the period, the quota. */
  void write(CgroupDirectory cgroup, String raw) {
    List<String> files = files(cgroup.base().isV2());
    if (files.size() == 1) {
      cgroup.write(files.get(0), raw);
      return;
    }
    String[] words = raw.split(" ");
    for (int i = words.length - 1; i >= 0; i--) {
      cgroup.write(files.get(i), words[i]);
    }
  }
}
