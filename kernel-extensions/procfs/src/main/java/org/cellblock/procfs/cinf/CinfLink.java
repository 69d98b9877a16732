package org.cellblock.procfs.cinf;

/**
 * One row of {@code cinf --pid}: a namespace that a process is in.
 *
 * @param namespace inode number
 * @param type the kind, as the link in {@code /proc/PID/ns} is named
 */
public record CinfLink(long namespace, String type) {}
