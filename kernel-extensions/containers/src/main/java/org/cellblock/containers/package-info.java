/**
 * What people built from namespaces and control files: a cell, its programs and its root; cgroups
 * that limit them.
 *
 * <p>A {@link org.cellblock.containers.Cell} is a thread that becomes a container step by step and
 * closes clean. {@link org.cellblock.containers.Host} is everything else, and never changes.
 *
 * <p>A {@link org.cellblock.containers.Cgroup} counts and limits processes, in one vocabulary for
 * version 1 and version 2; {@link org.cellblock.containers.CgroupExperiments} measures that it
 * does.
 *
 * <p>Sources: namespaces(7), cgroups(7), pivot_root(2), pid_namespaces(7).
 */
package org.cellblock.containers;
