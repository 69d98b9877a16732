package org.cellblock.procfs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One resource limit of a process.
 *
 * @param limit the kernel's words for it
 * @param soft the limit in force, a number or {@code unlimited}
 * @param hard how far the process may raise the soft one itself
 * @param unit what is counted; empty where it is a plain number
 * @param resource its name for setrlimit(2)
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html">proc_pid_limits(5)</a>
 */
public record ResourceLimit(String limit, String soft, String hard, String unit, String resource) {

  private static final Pattern LINE =
      Pattern.compile("(.+?)\\s+(unlimited|\\d+)\\s+(unlimited|\\d+)\\s*(\\S*)\\s*");

  private static final Map<String, String> RESOURCES =
      Map.ofEntries(
          Map.entry("Max cpu time", "RLIMIT_CPU"),
          Map.entry("Max file size", "RLIMIT_FSIZE"),
          Map.entry("Max data size", "RLIMIT_DATA"),
          Map.entry("Max stack size", "RLIMIT_STACK"),
          Map.entry("Max core file size", "RLIMIT_CORE"),
          Map.entry("Max resident set", "RLIMIT_RSS"),
          Map.entry("Max processes", "RLIMIT_NPROC"),
          Map.entry("Max open files", "RLIMIT_NOFILE"),
          Map.entry("Max locked memory", "RLIMIT_MEMLOCK"),
          Map.entry("Max address space", "RLIMIT_AS"),
          Map.entry("Max file locks", "RLIMIT_LOCKS"),
          Map.entry("Max pending signals", "RLIMIT_SIGPENDING"),
          Map.entry("Max msgqueue size", "RLIMIT_MSGQUEUE"),
          Map.entry("Max nice priority", "RLIMIT_NICE"),
          Map.entry("Max realtime priority", "RLIMIT_RTPRIO"),
          Map.entry("Max realtime timeout", "RLIMIT_RTTIME"));

  /**
   * Reads the limits of a process.
   *
   * @param pid a process
   * @return one record for each limit, in the kernel's order
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<ResourceLimit> readAll(long pid) {
    return parseAll(ProcFile.read(pid, "limits"));
  }

  static List<ResourceLimit> parseAll(String text) {
    return Lines.of(text).skip(1).map(ResourceLimit::parse).flatMap(Optional::stream).toList();
  }

  private static Optional<ResourceLimit> parse(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(
            new ResourceLimit(
                parts.group(1),
                parts.group(2),
                parts.group(3),
                parts.group(4),
                RESOURCES.getOrDefault(parts.group(1), "")))
        : Optional.empty();
  }
}
