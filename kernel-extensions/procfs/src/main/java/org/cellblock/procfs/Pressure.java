package org.cellblock.procfs;

import java.util.List;
import java.util.regex.Pattern;
import org.cellblock.linux.Given;

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

  private static final String EXAMPLE = "some avg10=0.00 avg60=0.00 avg300=0.00 total=0";

  private static final Pattern LINE =
      Pattern.compile("\\w+ avg10=[\\d.]+ avg60=[\\d.]+ avg300=[\\d.]+ total=\\d{1,18}");

  /**
   * Parses a file such as {@code memory.pressure}.
   *
   * @param resource which one it is of
   * @param text the whole file
   * @return one record for each line
   * @throws IllegalArgumentException for a line that is none of such a file
   */
  public static List<Pressure> parseAll(String resource, String text) {
    Given.notNull(text, "text", "the content of a pressure file");
    return text.lines().map(line -> parse(resource, line)).toList();
  }

  private static Pressure parse(String resource, String line) {
    if (!LINE.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "pressure of %s [%s]: expected a line such as [%s]".formatted(resource, line, EXAMPLE));
    }
    String[] words = line.split("[ =]");
    return new Pressure(resource, words[0], words[2], words[4], words[6], Long.parseLong(words[8]));
  }
}
