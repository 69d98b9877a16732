package org.cellblock.containers.compare;

/**
 * One line of a {@link Comparison}.
 *
 * @param name what is compared
 * @param pid its first process, or the cell's thread, as the host sees it
 * @param mnt mount namespace: {@code host}, {@code own}, or {@code with NAME} where it is shared
 * @param uts namespace of the host name
 * @param ipc namespace of System V IPC and message queues
 * @param pids namespace of process ids
 * @param net network namespace
 * @param user user namespace
 * @param cgroups cgroup namespace
 * @param time time namespace
 * @param cgroup the cgroup that controls its memory; the path is the reader's
 * @param memory limit of memory
 * @param cpus limit of CPU time
 * @param cpuShares weight of CPU time, as version 2 counts it
 * @param tasks limit of processes and threads
 * @param uid real user id as the reader's user namespace sees it
 * @param capabilities those that are effective
 * @param bounding those that a program can still gain
 * @param seccomp {@code none}, {@code strict} or {@code filter}
 * @param noNewPrivs {@code yes} where execve(2) gains nothing
 * @param root {@code host}, the file system that is mounted as its root, or the directory where
 *     none is, after chroot(2)
 * @param started when, in UTC
 */
public record ComparisonRow(
    String name,
    long pid,
    String mnt,
    String uts,
    String ipc,
    String pids,
    String net,
    String user,
    String cgroups,
    String time,
    String cgroup,
    String memory,
    String cpus,
    String cpuShares,
    String tasks,
    String uid,
    String capabilities,
    String bounding,
    String seccomp,
    String noNewPrivs,
    String root,
    String started) {}
