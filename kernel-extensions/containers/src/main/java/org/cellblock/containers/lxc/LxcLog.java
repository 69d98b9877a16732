package org.cellblock.containers.lxc;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What LXC's programs say when they refuse, without the place in their source. */
final class LxcLog {

  private static final Pattern PLACE = Pattern.compile("^.*?\\S+\\.c: ?\\w+: ?\\d+ (- )?");

  private static final List<String> OF_NO_USE =
      List.of(
          "The container failed", "To get more", "Additional information", "Received container");

  private LxcLog() {}

  /** Returns the first two statements, which are nearest to the cause. */
  static String errors(String text) {
    return text.lines()
        .map(line -> PLACE.matcher(line.strip()).replaceFirst(""))
        .filter(line -> !line.isBlank() && OF_NO_USE.stream().noneMatch(line::startsWith))
        .distinct()
        .limit(2)
        .collect(Collectors.joining("; "));
  }
}
