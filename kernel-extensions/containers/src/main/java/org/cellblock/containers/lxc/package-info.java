/**
 * Containers by LXC, the user-space tools of 2008: a file of keys and values, and programs named
 * {@code lxc-*} that make a container of it.
 *
 * <p>The programs run in a cell with mount, pid and network namespaces of its own, where {@code
 * /var/lib/lxc} and {@code /run} are empty: nothing reaches the host, and all processes end with
 * the cell.
 *
 * @see <a href="https://linuxcontainers.org/lxc/manpages/man7/lxc.7.html">lxc(7)</a>
 */
package org.cellblock.containers.lxc;
