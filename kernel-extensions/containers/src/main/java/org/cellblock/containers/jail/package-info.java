/**
 * FreeBSD's jails, emulated on Linux: a file is read as jail.conf(5) defines it, and each parameter
 * becomes the nearest that Linux has, or is said to have no counterpart.
 *
 * <p>A {@link org.cellblock.containers.jail.Jail} is a definition; started, it is a {@link
 * org.cellblock.containers.Cell} of its name. Addresses live on a bridge in a network namespace of
 * Cellblock's own, never on the host's network.
 *
 * <p>Sources: jail(8), jail.conf(5), jls(8), jexec(8) of FreeBSD; unshare(2), pivot_root(2),
 * ip-link(8).
 */
package org.cellblock.containers.jail;
