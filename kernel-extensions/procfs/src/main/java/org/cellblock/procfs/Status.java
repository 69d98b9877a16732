package org.cellblock.procfs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lines of {@code /proc/PID/status}: a key, a colon, a tab, a value; proc_pid_status(5). */
final class Status {

  private final Map<String, String> values = new HashMap<>();

  private Status() {}

  /** Parses a whole file; nothing when the process ended before it could be read. */
  static Optional<Status> parse(String text) {
    Status status = new Status();
    for (String line : text.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        status.values.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return status.values.containsKey("State") ? Optional.of(status) : Optional.empty();
  }

  /**
   * Returns the value of a key, or the empty string where this kind of process has no such line.
   */
  String value(String key) {
    return values.getOrDefault(key, "");
  }

  String firstWord(String key) {
    return value(key).split("\\s", 2)[0];
  }

  String lastWord(String key) {
    String value = value(key);
    return value.substring(value.lastIndexOf('\t') + 1);
  }

  /** Returns the number at the start of a value; 0 where there is no such line. */
  long number(String key) {
    String word = firstWord(key);
    return word.isEmpty() ? 0 : Long.parseLong(word);
  }
}
