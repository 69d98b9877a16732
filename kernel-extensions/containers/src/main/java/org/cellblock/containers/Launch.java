package org.cellblock.containers;

import java.util.List;
import java.util.Map;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Rlimit;

/**
 * How a program starts, whatever it is.
 *
 * @param environment all of its environment
 * @param cgroups where it is before its first instruction; none for this process's own
 * @param rlimits its limits at its first instruction; this process's for other resources
 * @param mark by which it is found where no pid namespace of ours ends it; null where one does
 */
record Launch(
    Map<String, String> environment,
    List<CgroupProcs> cgroups,
    List<Rlimit> rlimits,
    ProcessMark mark) {

  /** Starts it on the host, with the mark by which it is found when this process is killed. */
  static Launch onHost(List<CgroupProcs> cgroups) {
    Guardian.watchOver();
    return new Launch(System.getenv(), cgroups, List.of(), ProcessMark.OF_THE_HOST);
  }
}
