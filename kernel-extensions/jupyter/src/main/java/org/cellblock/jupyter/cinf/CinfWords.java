package org.cellblock.jupyter.cinf;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The words after {@code cinf}'s options, checked. */
public final class CinfWords {

  private static final int MILLIS_PER_SECOND = 1_000;
  private static final Pattern LOG = Pattern.compile("RAW:[1-9][0-9]{0,7}|HTTP:[0-9]{1,8}");

  private CinfWords() {}

  /**
   * A process and, after a colon, names of something it has.
   *
   * @param pid the process
   * @param names what stood after the colon, parted by commas; none without a colon
   */
  public record Target(long pid, List<String> names) {}

  /**
   * Reads a whole number.
   *
   * @param option whose value it is, {@code --pid}
   * @param word the word
   * @return the number, 1 or more
   * @throws IllegalArgumentException for anything else
   */
  public static long number(String option, String word) {
    try {
      long number = Long.parseLong(word);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      throw wrong(option, word, "a number");
    }
    throw wrong(option, word, "a number above 0");
  }

  /**
   * Reads {@code PID:HIERARCHY}.
   *
   * @param word the word
   * @return the process, and one name: the number of a hierarchy or a controller
   * @throws IllegalArgumentException for anything else
   */
  public static Target cgroup(String word) {
    String[] parts = word.split(":", 2);
    if (parts.length < 2 || parts[1].isBlank()) {
      throw wrong("--cgroup", word, "PID:HIERARCHY, for example 1:memory or 1:0");
    }
    return new Target(number("--cgroup", parts[0]), List.of(parts[1]));
  }

  /**
   * Reads {@code PID} or {@code PID:FILE,FILE}.
   *
   * @param word the word
   * @return the process, and the names of control files
   * @throws IllegalArgumentException for anything else
   */
  public static Target monitored(String word) {
    String[] parts = word.split(":", 2);
    List<String> files = parts.length < 2 ? List.of() : List.of(parts[1].split(","));
    if (files.contains("")) {
      throw wrong("--mon", word, "PID or PID:FILE,FILE, for example 1:memory.current,pids.current");
    }
    return new Target(number("--mon", parts[0]), files);
  }

  /**
   * What {@code --log} is to do.
   *
   * @param isHttp whether to serve over HTTP instead of printing
   * @param number the port, or milliseconds between two rounds
   */
  public record Log(boolean isHttp, int number) {}

  /**
   * Reads {@code RAW:MS} or {@code HTTP:PORT}.
   *
   * @param word the word
   * @return what it says
   * @throws IllegalArgumentException for anything else
   */
  public static Log log(String word) {
    if (!LOG.matcher(word).matches()) {
      throw wrong("--log", word, "RAW:MILLISECONDS or HTTP:PORT, for example RAW:200 or HTTP:3000");
    }
    int colon = word.indexOf(':');
    return new Log(word.startsWith("HTTP"), Integer.parseInt(word.substring(colon + 1)));
  }

  /**
   * Reads a number of seconds.
   *
   * @param word the word, {@code 10} or {@code 0.5}
   * @return that long, 1 millisecond or more
   * @throws IllegalArgumentException for anything else
   */
  public static Duration seconds(String word) {
    try {
      long millis = (long) (Double.parseDouble(word) * MILLIS_PER_SECOND);
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException noNumber) {
      throw wrong("--duration", word, "seconds");
    }
    throw wrong("--duration", word, "seconds, more than 0");
  }

  private static IllegalArgumentException wrong(String option, String word, String expected) {
    return new IllegalArgumentException("%s [%s]: expected %s".formatted(option, word, expected));
  }
}
