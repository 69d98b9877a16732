package org.cellblock.procfs;

/**
 * One difference between two looks at the machine.
 *
 * @param change {@code came}, {@code went} or {@code changed}
 * @param kind {@code process}, {@code namespace}, {@code mount}, {@code cgroup}, {@code interface},
 *     {@code route} or {@code setting}
 * @param what its name or number
 * @param before what the kernel said of it then; empty when it came
 * @param after what the kernel says now; empty when it went
 */
public record Change(String change, String kind, String what, String before, String after) {}
