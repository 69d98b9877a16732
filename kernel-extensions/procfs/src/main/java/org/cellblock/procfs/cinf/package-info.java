/**
 * What the tool {@code cinf} of 2016 shows: which namespaces and cgroups processes are in, and what
 * one process uses, ten times a second.
 *
 * <p>{@link org.cellblock.procfs.cinf.Cinf} hands out the tables. Built on {@code
 * org.cellblock.procfs}, which knows nothing of it.
 *
 * <p>Sources: namespaces(7), cgroups(7), proc(5).
 */
package org.cellblock.procfs.cinf;
