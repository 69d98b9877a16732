package org.cellblock.containers.pod;

import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupUnits;
import org.cellblock.linux.Given;

/**
 * The limits of a container, or of a pod as a whole; 0 where there is none.
 *
 * @param memory in bytes
 * @param cpu in thousandths of a CPU
 */
public record PodLimits(long memory, long cpu) {

  static final PodLimits NONE = new PodLimits(0, 0);

  private static final int THOUSAND = 1000;

  private static final int LEAST_CPU = 10;
  private static final int MOST_CPU = 1_024_000;

  /** Checks the ranges. */
  public PodLimits {
    Given.number(memory, 0, Long.MAX_VALUE, "memory in bytes");
    if (cpu != 0) {
      Given.number(cpu, LEAST_CPU, MOST_CPU, "cpu in thousandths");
    }
  }

  PodLimits withMemory(String size) {
    String bytes = CgroupUnits.memory(size);
    return new PodLimits(bytes.equals("max") ? 0 : Long.parseLong(bytes), cpu);
  }

  PodLimits withCpus(double cpus) {
    CgroupUnits.quota(cpus);
    return new PodLimits(memory, Math.round(cpus * THOUSAND));
  }

  boolean isNone() {
    return equals(NONE);
  }

  void apply(Cgroup cgroup) {
    if (memory > 0) {
      cgroup.memory(Long.toString(memory));
    }
    if (cpu > 0) {
      cgroup.cpus((double) cpu / THOUSAND);
    }
  }
}
