package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;

/**
 * One process, as {@code /proc/PID/status} and {@code /proc/PID/cmdline} describe it.
 *
 * @param pid process id in the pid namespace of the mounted /proc
 * @param ppid the parent's; 0 when the parent is outside that namespace
 * @param user name of the real user, or the uid where it has no name
 * @param state one letter: R running, S sleeping, D disk sleep, T stopped, t traced, Z zombie, I
 *     idle
 * @param threads number of threads, 1 or more
 * @param rss resident memory in KiB; 0 for a kernel thread
 * @param command arguments joined by blanks; the name in square brackets when there are none
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public record ProcessInfo(
    long pid, long ppid, String user, String state, int threads, long rss, String command) {

  /**
   * Reads all processes of {@code /proc}.
   *
   * @return one record for each, by pid
   */
  public static List<ProcessInfo> readAll() {
    Users users = Users.read();
    List<ProcessInfo> all = new ArrayList<>();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      Pids.list(proc).forEach(pid -> read(proc, pid, users).ifPresent(all::add));
    }
    all.sort(Comparator.comparingLong(ProcessInfo::pid));
    return all;
  }

  /**
   * Lists a process and all that descend from it.
   *
   * @param pid a process id; it stands first, also when it has ended
   * @return process ids
   */
  public static List<Long> family(long pid) {
    Stream<Long> descendants =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(pid), descendants).toList();
  }

  private static Optional<ProcessInfo> read(DirectoryFd proc, String pid, Users users) {
    Optional<Status> status = proc.read(pid + "/status").flatMap(Status::parse);
    Optional<String> cmdline = proc.read(pid + "/cmdline");
    if (status.isEmpty() || cmdline.isEmpty()) {
      return Optional.empty();
    }
    Status now = status.get();
    return Optional.of(
        new ProcessInfo(
            Long.parseLong(pid),
            now.number("PPid"),
            users.name(now.firstWord("Uid")),
            now.firstWord("State"),
            (int) now.number("Threads"),
            now.number("VmRSS"),
            command(cmdline.get(), now.value("Name"))));
  }

  /**
   * Makes a process's arguments readable.
   *
   * @param cmdline what {@code /proc/PID/cmdline} holds, arguments that end with NUL
   * @param name what the kernel calls the process
   * @return the arguments joined by blanks; the name in square brackets when there are none
   * @throws IllegalArgumentException for null
   */
  public static String command(String cmdline, String name) {
    Given.notNull(name, "name", "what the kernel calls the process");
    String command =
        Given.notNull(cmdline, "cmdline", "arguments that end with NUL").replace('\0', ' ').strip();
    return command.isEmpty() ? "[" + name + "]" : command;
  }
}
