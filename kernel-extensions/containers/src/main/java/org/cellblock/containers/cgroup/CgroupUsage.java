package org.cellblock.containers.cgroup;

/**
 * What a cgroup uses of something.
 *
 * @param what {@code memory}, {@code memory peak}, {@code cpu time} or {@code pids}
 * @param value how much now, in words
 * @param limit how much it may use, in words; empty where there is nothing to limit
 * @param file where the kernel says it, with the key for a file that has many
 * @param raw the number as it stands there: bytes, tasks, and for cpu time microseconds in version
 *     2, nanoseconds in version 1
 */
public record CgroupUsage(String what, String value, String limit, String file, long raw) {}
