package org.cellblock.containers.lxc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.containers.cgroup.CgroupUnits;

/** The keys that limit a container, in the names of the machine's version of cgroups. */
record CgroupKeys(boolean isV2) {

  private static final String V1 = "lxc.cgroup.";
  private static final String V2 = "lxc.cgroup2.";
  private static final String DIRECTORY = "lxc.cgroup.dir";
  private static final String DEVICES = "devices.";

  /** Files that mean the same, version 2 first; those that are called alike aren't among them. */
  private static final Map<String, String> V1_OF_V2 =
      Map.of(
          "cpu.max", "cpu.cfs_quota_us",
          "cpu.weight", "cpu.shares",
          "io.weight", "blkio.weight",
          "memory.high", "memory.soft_limit_in_bytes",
          "memory.max", "memory.limit_in_bytes",
          "memory.swap.max", "memory.memsw.limit_in_bytes");

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

  /** Throws for a key of the other version, which LXC would take and do nothing. */
  void check(String key) {
    if (isOthers(key)) {
      throw new IllegalArgumentException(
          "key [%s]: cgroups here are of version %d: expected %s"
              .formatted(key, version(), own(key)));
    }
  }

  /** Returns the keys of the other version to which none of this one stands beside. */
  Set<String> withoutEffect(Set<String> keys) {
    Set<String> without = new TreeSet<>();
    for (String key : keys) {
      if (isOthers(key) && !keys.contains(own(key)) && !key.startsWith(other() + DEVICES)) {
        without.add(key);
      }
    }
    return without;
  }

  /** Says what a key of the other version does here, and which would do something. */
  String note(String key) {
    return "%s: does nothing, cgroups here are of version %d; %s would"
        .formatted(key, version(), own(key));
  }

  private boolean isOthers(String key) {
    return key.startsWith(other())
        && !key.startsWith(DIRECTORY)
        && !key.equals("lxc.cgroup.relative");
  }

  private String own(String key) {
    String file = key.substring(other().length());
    return (isV2 ? V2 : V1) + (isV2 ? v2(file) : V1_OF_V2.getOrDefault(file, file));
  }

  private static String v2(String file) {
    return V1_OF_V2.entrySet().stream()
        .filter(each -> each.getValue().equals(file))
        .findFirst()
        .map(Map.Entry::getKey)
        .orElse(file.equals("cpu.cfs_period_us") ? "cpu.max" : file);
  }

  private String other() {
    return isV2 ? V1 : V2;
  }

  private int version() {
    return isV2 ? 2 : 1;
  }
}
