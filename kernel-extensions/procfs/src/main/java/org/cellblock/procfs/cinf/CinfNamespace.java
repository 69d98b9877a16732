package org.cellblock.procfs.cinf;

/**
 * One row of {@code cinf} without options: a namespace that processes are in.
 *
 * @param namespace inode number
 * @param type the kind, as the link in {@code /proc/PID/ns} is named
 * @param nprocs number of processes in it, 1 or more
 * @param users their real user ids, in order, joined by commas
 * @param cmd the command of the process with the lowest pid in it
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public record CinfNamespace(long namespace, String type, int nprocs, String users, String cmd) {}
