package org.cellblock.containers.cgroup;

/**
 * What a cgroup used at one moment.
 *
 * @param millis since the watch began, in milliseconds
 * @param memory in bytes; 0 where no hierarchy has the controller
 * @param cpu percent of one CPU since the sample before
 * @param pids number of processes and threads
 */
public record Sample(long millis, long memory, long cpu, long pids) {}
