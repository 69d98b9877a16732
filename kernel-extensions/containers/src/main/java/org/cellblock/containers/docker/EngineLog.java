package org.cellblock.containers.docker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dockerd wrote: lines of {@code time=... level=... msg="..."}, the cause of its end plain.
 */
final class EngineLog {

  private static final Pattern MESSAGE =
      Pattern.compile("\\bmsg=(\"((?:[^\"\\\\]|\\\\.)*)\"|\\S+)");
  private static final Pattern FAILURE = Pattern.compile("failed to start (daemon|containerd): ");
  private static final int LAST = 5;

  private EngineLog() {}

  /** Returns why it didn't start, in its words; what it said last where it gave no cause. */
  static String cause(String log) {
    List<String> lines = lines(log);
    return lines.stream()
        .filter(line -> !line.startsWith("time=") && FAILURE.matcher(line).lookingAt())
        .reduce((first, last) -> last)
        .or(() -> lines.stream().reduce((first, last) -> last).map(EngineLog::message))
        .orElse("it wrote nothing");
  }

  /** Returns the last lines, without times. */
  static List<String> last(String log) {
    List<String> lines = lines(log);
    return lines.subList(Math.max(0, lines.size() - LAST), lines.size()).stream()
        .map(EngineLog::message)
        .toList();
  }

  /** Leaves out each turn of its connection to containerd. */
  private static List<String> lines(String log) {
    return log.lines().filter(each -> !each.isBlank() && !each.contains("module=grpc")).toList();
  }

  private static String message(String line) {
    Matcher found = MESSAGE.matcher(line);
    if (!line.startsWith("time=") || !found.find()) {
      return line;
    }
    String quoted = found.group(2);
    return quoted == null ? found.group(1) : quoted.replace("\\\"", "\"");
  }
}
