package org.cellblock.containers;

import java.util.List;
import java.util.Map;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Rlimit;

/**
 * How a program starts, whatever it is.
 *
 * @param environment all of its environment
 * @param cgroups where it is before its first instruction; none for this process's own
 * @param rlimits its limits at its first instruction; this process's for other resources
 */
record Launch(Map<String, String> environment, List<CgroupProcs> cgroups, List<Rlimit> rlimits) {

  /** Starts it like any program of this process. */
  Launch(Map<String, String> environment) {
    this(environment, List.of(), List.of());
  }
}
