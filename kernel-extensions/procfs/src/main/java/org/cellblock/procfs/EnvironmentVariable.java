package org.cellblock.procfs;

import java.util.List;
import java.util.stream.Stream;

/**
 * One variable of the environment that a process was started with; what it has set since doesn't
 * show.
 *
 * @param name up to the first equals sign
 * @param value what follows it
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html">proc_pid_environ(5)</a>
 */
public record EnvironmentVariable(String name, String value) {

  /**
   * Reads the environment of a process; a kernel thread and a process that has ended have none.
   *
   * @param pid a process of the same user; any for root
   * @return one record for each variable, in the order given to execve(2)
   * @throws IllegalArgumentException when there is no such process, or its environment may not be
   *     read
   */
  public static List<EnvironmentVariable> readAll(long pid) {
    boolean hasMemory = ProcFile.status(pid).values().containsKey("VmSize");
    return hasMemory ? parseAll(ProcFile.read(pid, "environ")) : List.of();
  }

  static List<EnvironmentVariable> parseAll(String text) {
    return Stream.of(text.split("\0"))
        .filter(entry -> !entry.isEmpty())
        .map(EnvironmentVariable::parse)
        .toList();
  }

  private static EnvironmentVariable parse(String entry) {
    String[] parts = entry.split("=", 2);
    return new EnvironmentVariable(parts[0], parts.length > 1 ? parts[1] : "");
  }
}
