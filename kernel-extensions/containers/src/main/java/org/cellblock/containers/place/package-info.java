/**
 * Where programs that make containers work: a cell with mounts, processes and a cgroup of its own,
 * so that what they make goes with it.
 *
 * <p>The systems whose containers a foreign program makes stand on it, each with its own words for
 * that program.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pid_namespaces.7.html">pid_namespaces(7)</a>
 */
package org.cellblock.containers.place;
