package org.cellblock.containers.cgroup;

/**
 * How often a limit has been felt.
 *
 * @param event what happened
 * @param count how often since the cgroup was made; throttled time is in microseconds
 * @param file where the kernel says it
 * @param key the line in it; empty for a file of one number
 */
public record CgroupEvent(String event, long count, String file, String key) {}
