package org.cellblock.procfs.cinf;

/**
 * One row of {@code cinf --namespace}: a process in a namespace.
 *
 * @param pid process id in the pid namespace of the mounted /proc
 * @param ppid the parent's; 0 when the parent is outside that namespace
 * @param name what the kernel calls it, at most 15 bytes
 * @param cmd arguments joined by blanks; the name in square brackets when there are none
 * @param nthreads number of threads, 1 or more
 * @param cgroups the lines of {@code /proc/PID/cgroup}, one for each hierarchy
 * @param state letter and word: {@code S (sleeping)}
 */
public record CinfMember(
    long pid, long ppid, String name, String cmd, int nthreads, String cgroups, String state) {

  static CinfMember of(CinfProcess process) {
    return new CinfMember(
        process.pid(),
        process.ppid(),
        process.name(),
        process.cmd(),
        process.nthreads(),
        process.cgroups(),
        process.state());
  }
}
