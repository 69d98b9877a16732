package org.cellblock.procfs;

import java.util.List;

/**
 * One line of a pressure stall file: how much time was lost waiting for a resource.
 *
 * @param resource {@code cpu}, {@code memory} or {@code io}
 * @param who {@code some}: at least one task waited; {@code full}: all did
 * @param avg10 percent of the last 10 seconds, as the kernel writes it
 * @param avg60 percent of the last minute
 * @param avg300 percent of the last five minutes
 * @param total time lost since the cgroup was made, in microseconds
 * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 */
public record Pressure(
    String resource, String who, String avg10, String avg60, String avg300, long total) {

  /**
   * Parses a file such as {@code memory.pressure}.
   *
   * @param resource which one it is of
   * @param text the whole file
   * @return one record for each line
   */
  public static List<Pressure> parseAll(String resource, String text) {
    return text.lines().map(line -> parse(resource, line.split("[ =]"))).toList();
  }

  private static Pressure parse(String resource, String[] words) {
    return new Pressure(resource, words[0], words[2], words[4], words[6], Long.parseLong(words[8]));
  }
}
