/**
 * Groups of processes that the kernel counts and limits, in one vocabulary for version 1 and
 * version 2.
 *
 * <p>A {@link org.cellblock.containers.cgroup.Cgroup} is ours; a {@link
 * org.cellblock.containers.cgroup.RuntimeCgroup} is where other programs make theirs. {@link
 * org.cellblock.containers.cgroup.CgroupExperiments} measures what a limit does.
 *
 * <p>Sources: cgroups(7), Control Group v2.
 */
package org.cellblock.containers.cgroup;
