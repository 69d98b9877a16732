package org.cellblock.containers;

import java.util.List;
import java.util.Map;
import org.cellblock.linux.CgroupProcs;

/**
 * How a program starts, whatever it is.
 *
 * @param environment all of its environment
 * @param cgroups where it is before its first instruction; none for this process's own
 */
record Launch(Map<String, String> environment, List<CgroupProcs> cgroups) {}
