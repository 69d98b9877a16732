package org.cellblock.procfs.cinf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.procfs.Pids;
import org.cellblock.procfs.ProcessInfo;
import org.cellblock.procfs.Status;

/**
 * One process, as {@code cinf} describes it.
 *
 * @param pid process id in the pid namespace of the mounted /proc
 * @param ppid the parent's; 0 when the parent is outside that namespace
 * @param name what the kernel calls it, at most 15 bytes
 * @param cmd arguments joined by blanks; the name in square brackets when there are none; line
 *     breaks and other control characters are blanks
 * @param nthreads number of threads, 1 or more; 0 for a zombie that has none left
 * @param cgroups the lines of {@code /proc/PID/cgroup}, one for each hierarchy
 * @param state letter and word: {@code S (sleeping)}
 * @param uids user ids: real, effective, saved set and file system, joined by blanks
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public record CinfProcess(
    long pid,
    long ppid,
    String name,
    String cmd,
    int nthreads,
    String cgroups,
    String state,
    String uids) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * Reads all processes of {@code /proc}.
   *
   * @return one record for each, by pid
   */
  public static List<CinfProcess> readAll() {
    List<CinfProcess> all = new ArrayList<>();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      Pids.list(proc).forEach(pid -> read(proc, pid).ifPresent(all::add));
    }
    all.sort(Comparator.comparingLong(CinfProcess::pid));
    return all;
  }

  /**
   * Reads one process.
   *
   * @param pid a process
   * @return what it is
   * @throws IllegalArgumentException when there is no such process
   */
  public static CinfProcess read(long pid) {
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      return read(proc, Long.toString(pid)).orElseThrow(() -> noSuch(pid));
    }
  }

  static IllegalArgumentException noSuch(long pid) {
    return new IllegalArgumentException(
        "pid [%d]: expected a process; Procfs.processes() lists all".formatted(pid));
  }

  static Optional<CinfProcess> read(DirectoryFd proc, String pid) {
    Optional<Status> status = proc.read(pid + "/status").flatMap(Status::parse);
    Optional<String> cmdline = proc.read(pid + "/cmdline");
    Optional<String> cgroups = proc.read(pid + "/cgroup");
    if (status.isEmpty() || cmdline.isEmpty() || cgroups.isEmpty()) {
      return Optional.empty();
    }
    Status now = status.get();
    return Optional.of(
        new CinfProcess(
            Long.parseLong(pid),
            now.number("PPid"),
            now.value("Name"),
            printable(ProcessInfo.command(cmdline.get(), now.value("Name"))),
            (int) now.number("Threads"),
            cgroups.get().strip(),
            now.value("State"),
            now.value("Uid").replace('\t', ' ')));
  }

  /** A process chooses its arguments: they must not move the reader's cursor. */
  private static String printable(String command) {
    return CONTROL.matcher(command).replaceAll(" ");
  }

  /** Returns the real user id. */
  long uid() {
    return Long.parseLong(uids.substring(0, uids.indexOf(' ')));
  }

  /** Says whether only its exit status is left: it has given most of its namespaces back. */
  boolean isZombie() {
    return state.startsWith("Z");
  }
}
