package org.cellblock.containers.lxc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cellblock.containers.cgroup.CgroupUnits;

/** The keys that limit a container, in the names of the machine's version of cgroups. */
record CgroupKeys(boolean isV2) {

  Map<String, String> memory(String size) {
    String bytes = CgroupUnits.memory(size);
    return isV2
        ? Map.of("lxc.cgroup2.memory.max", bytes)
        : Map.of("lxc.cgroup.memory.limit_in_bytes", bytes.replace("max", "-1"));
  }

  /** In version 1 the period comes first: a quota is checked against it. */
  Map<String, String> cpus(double cpus) {
    String quota = CgroupUnits.quota(cpus);
    Map<String, String> keys = new LinkedHashMap<>();
    if (isV2) {
      keys.put("lxc.cgroup2.cpu.max", quota);
    } else {
      String[] words = quota.split(" ");
      keys.put("lxc.cgroup.cpu.cfs_period_us", words[1]);
      keys.put("lxc.cgroup.cpu.cfs_quota_us", words[0]);
    }
    return keys;
  }

  Map<String, String> pids(long max) {
    return Map.of(isV2 ? "lxc.cgroup2.pids.max" : "lxc.cgroup.pids.max", CgroupUnits.pids(max));
  }
}
