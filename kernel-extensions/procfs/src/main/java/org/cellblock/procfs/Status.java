package org.cellblock.procfs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.linux.Given;

/**
 * The lines of {@code /proc/PID/status}: a key, a colon, a tab, a value.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public final class Status {

  private final Map<String, String> values = new LinkedHashMap<>();

  private Status() {}

  /**
   * Parses a whole file.
   *
   * @param text the file's text
   * @return its lines; nothing when the process ended before it could be read
   * @throws IllegalArgumentException for null
   */
  public static Optional<Status> parse(String text) {
    Status status = parseLines(Given.notNull(text, "text", "the lines of a status file"));
    return status.values.containsKey("State") ? Optional.of(status) : Optional.empty();
  }

  /** Parses another file of such lines: fdinfo. */
  static Status parseLines(String text) {
    Status status = new Status();
    Lines.of(text).forEach(status::add);
    return status;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      values.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  /** Returns all lines, in the kernel's order. */
  Map<String, String> values() {
    return values;
  }

  /**
   * Returns the value of a key.
   *
   * @param key such as {@code Name}
   * @return the value, or the empty string where this kind of process has no such line
   */
  public String value(String key) {
    return values.getOrDefault(Given.notNull(key, "key", "one such as Name"), "");
  }

  /**
   * Returns the value of a key up to the first blank.
   *
   * @param key such as {@code Uid}
   * @return the word, or the empty string where this kind of process has no such line
   */
  public String firstWord(String key) {
    return value(key).split("\\s", 2)[0];
  }

  List<String> words(String key) {
    return Stream.of(value(key).split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * Returns the process's id in each pid namespace that it is in, the reader's first; kernels
   * before 4.1 tell the reader's only.
   */
  List<Long> pids() {
    return words(value("NSpid").isEmpty() ? "Pid" : "NSpid").stream().map(Long::valueOf).toList();
  }

  /** Returns the process's id in its own pid namespace. */
  long pidInside() {
    return pids().get(pids().size() - 1);
  }

  /**
   * Returns the number at the start of a value.
   *
   * @param key such as {@code Threads}
   * @return the number; 0 where there is no such line
   * @throws NumberFormatException when the value starts with something else
   */
  public long number(String key) {
    String word = firstWord(key);
    return word.isEmpty() ? 0 : Long.parseLong(word);
  }
}
