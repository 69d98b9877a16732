package org.cellblock.containers.cgroup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.ProcessCgroup;

/** What limits a process, in words, whoever made the cgroups that it is in. */
public final class CgroupLimits {

  private CgroupLimits() {}

  /**
   * Reads the limits of the cgroups that a process is in.
   *
   * @param pid a process id as the host sees it
   * @return by {@code cgroup} (the path of the one that limits memory), {@code memory}, {@code
   *     shares}, {@code cpus} and {@code pids}; {@code no limit} where there is none
   * @throws IllegalArgumentException when there is no such process
   */
  public static Map<String, String> of(long pid) {
    return HostThread.call(() -> read(pid));
  }

  private static Map<String, String> read(long pid) {
    Map<String, String> limits = new LinkedHashMap<>();
    limits.put("cgroup", "");
    List<ProcessCgroup> cgroups = ProcessCgroup.readAll(pid);
    for (CgroupSetting setting : CgroupSetting.values()) {
      limits.put(key(setting), setting == CgroupSetting.CPU_SHARES ? "" : CgroupUnits.NO_LIMIT);
      for (ProcessCgroup cgroup : cgroups) {
        limit(setting, cgroup).ifPresent(words -> limits.put(key(setting), words));
      }
    }
    for (ProcessCgroup cgroup : cgroups) {
      if (cgroup.version().equals("v2") && limits.get("cgroup").isEmpty()
          || List.of(cgroup.controllers().split(",")).contains("memory")) {
        limits.put("cgroup", cgroup.path());
      }
    }
    return limits;
  }

  private static String key(CgroupSetting setting) {
    return switch (setting) {
      case MEMORY -> "memory";
      case CPUS -> "cpus";
      case CPU_SHARES -> "shares";
      case PIDS -> "pids";
    };
  }

  private static Optional<String> limit(CgroupSetting setting, ProcessCgroup cgroup) {
    if (cgroup.directory().isEmpty()) {
      return Optional.empty();
    }
    boolean isV2 = cgroup.version().equals("v2");
    return setting
        .read(new CgroupFiles(Given.path(cgroup.directory(), "cgroup")), isV2)
        .map(raw -> isV2 ? raw : CgroupUnits.v2(setting, raw))
        .map(raw -> CgroupUnits.words(setting, raw));
  }
}
