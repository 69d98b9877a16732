package org.cellblock.procfs;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of {@code /proc/PID/uid_map} or {@code gid_map}: a range of ids of the process's user
 * namespace, and what it is outside.
 *
 * @param kind {@code uid} or {@code gid}
 * @param inside the first id in the process's user namespace
 * @param outside the first id in the reader's; in its parent, where the reader is in the same
 * @param count how many ids, 1 to 4294967295
 * @see <a
 *     href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public record IdMap(String kind, long inside, long outside, long count) {

  /**
   * Reads both maps of a process.
   *
   * @param pid a process
   * @return the uid ranges, then the gid ranges; none before somebody has written the maps
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<IdMap> readAll(long pid) {
    return Stream.of("uid", "gid")
        .flatMap(kind -> parseAll(kind, ProcFile.read(pid, kind + "_map")).stream())
        .toList();
  }

  static List<IdMap> parseAll(String kind, String text) {
    return Lines.of(text).map(line -> parse(kind, line.strip().split("\\s+"))).toList();
  }

  private static IdMap parse(String kind, String[] numbers) {
    return new IdMap(
        kind, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }
}
