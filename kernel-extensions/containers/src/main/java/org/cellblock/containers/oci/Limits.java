package org.cellblock.containers.oci;

import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupUnits;

/**
 * The limits of a bundle's cgroup; null and 0 where there is none.
 *
 * @param memory as {@link Cgroup#memory} takes it
 * @param cpuShares as {@link Cgroup#cpuShares} takes them
 * @param cpus as {@link Cgroup#cpus} takes them
 * @param pids as {@link Cgroup#pids} takes them
 */
record Limits(String memory, long cpuShares, double cpus, long pids) {

  static final Limits NONE = new Limits(null, 0, 0, 0);

  Limits withMemory(String size) {
    CgroupUnits.memory(size);
    return new Limits(size, cpuShares, cpus, pids);
  }

  Limits withCpuShares(long shares) {
    CgroupUnits.weight(shares);
    return new Limits(memory, shares, cpus, pids);
  }

  Limits withCpus(double number) {
    CgroupUnits.quota(number);
    return new Limits(memory, cpuShares, number, pids);
  }

  Limits withPids(long max) {
    CgroupUnits.pids(max);
    return new Limits(memory, cpuShares, cpus, max);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Sets the limits on a cgroup of ours. */
  void apply(Cgroup cgroup) {
    if (memory != null) {
      cgroup.memory(memory);
    }
    if (cpuShares > 0) {
      cgroup.cpuShares(cpuShares);
    }
    if (cpus > 0) {
      cgroup.cpus(cpus);
    }
    if (pids > 0) {
      cgroup.pids(pids);
    }
  }
}
