package org.cellblock.procfs.cinf;

/**
 * One moment of a process that is monitored.
 *
 * @param time since the monitor began, in seconds
 * @param memory in bytes
 * @param cpu processors in use since the sample before, 1.0 for one of them; NaN in the first
 * @param pids number of tasks
 */
public record CinfSample(double time, long memory, double cpu, long pids) {}
