package org.cellblock.containers.cgroup;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same limit as people write it, as version 1 writes it and as version 2 does. */
public final class CgroupUnits {

  static final String NO_LIMIT = "no limit";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([bkmgt]?)");
  private static final String UNITS = "bkmgt";

  /** Version 1 has no word for "max": it shows the highest multiple of a page. */
  private static final long V1_MAX = 0x7000_0000_0000_0000L;

  private static final long PERIOD_MICROS = 100_000;
  private static final double LEAST_CPUS = 0.01;
  private static final long MOST_SHARES = 262_144;

  private static final long MOST_PIDS = 4_194_304;

  private CgroupUnits() {}

  /**
   * Reads a limit of memory.
   *
   * @param size a whole number of bytes, or with a suffix b, k, m, g, t of powers of 1024
   * @return bytes, or {@code max}
   * @throws IllegalArgumentException for another size
   */
  public static String memory(String size) {
    return "max".equalsIgnoreCase(size) ? "max" : Long.toString(bytes(size));
  }

  /**
   * Checks a limit of processes.
   *
   * @param max 1 to 4194304
   * @return the number
   * @throws IllegalArgumentException for another number
   */
  public static String pids(long max) {
    if (max < 1 || max > MOST_PIDS) {
      throw new IllegalArgumentException(
          "pids [%d]: expected 1 to %d processes and threads".formatted(max, MOST_PIDS));
    }
    return Long.toString(max);
  }

  /** Reads a size as Docker does: 1k is 1024 bytes. */
  static long bytes(String size) {
    Matcher matcher = SIZE.matcher(String.valueOf(size).toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          ("memory [%s]: expected a whole number and one of b, k, m, g, t, for example 400m;"
                  + " or max")
              .formatted(size));
    }
    long number = Long.parseLong(matcher.group(1));
    int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2));
    if (number > Long.MAX_VALUE >> (10 * power)) {
      throw new IllegalArgumentException("memory [%s]: expected less than 8 EiB".formatted(size));
    }
    return number << (10 * power);
  }

  /**
   * Returns quota and period in microseconds, as {@code cpu.max} has them.
   *
   * @param cpus 0.01 to 1024
   * @return two numbers
   * @throws IllegalArgumentException for another number
   */
  public static String quota(double cpus) {
    if (!(cpus >= LEAST_CPUS && cpus <= 1024)) {
      throw new IllegalArgumentException(
          "cpus [%s]: expected 0.01 to 1024; 0.2 is a fifth of one CPU's time".formatted(cpus));
    }
    return Math.round(cpus * PERIOD_MICROS) + " " + PERIOD_MICROS;
  }

  /**
   * Converts as runc did before 1.3.2 and crun before 1.23, linearly.
   *
   * @param shares 2 to 262144
   * @return a weight of version 2, 1 to 10000
   * @throws IllegalArgumentException for other shares
   */
  public static long weight(long shares) {
    if (shares < 2 || shares > MOST_SHARES) {
      throw new IllegalArgumentException(
          "cpu shares [%d]: expected 2 to 262144; 1024 is what a cgroup has at first"
              .formatted(shares));
    }
    return 1 + (shares - 2) * 9999 / 262_142;
  }

  static long shares(long weight) {
    return 2 + (weight - 1) * 262_142 / 9999;
  }

  /** Turns version 2's text into version 1's. */
  static String v1(CgroupSetting setting, String v2) {
    return switch (setting) {
      case MEMORY -> v2.equals("max") ? "-1" : v2;
      case CPUS -> v2.replace("max", "-1");
      case CPU_SHARES -> Long.toString(shares(Long.parseLong(v2)));
      case PIDS -> v2;
    };
  }

  /** Turns version 1's text into version 2's. */
  static String v2(CgroupSetting setting, String v1) {
    return switch (setting) {
      case MEMORY -> Long.parseLong(v1) >= V1_MAX ? "max" : v1;
      case CPUS -> v1.startsWith("-1") ? v1.replaceFirst("-1", "max") : v1;
      case CPU_SHARES -> Long.toString(weight(Long.parseLong(v1)));
      case PIDS -> v1;
    };
  }

  /** Says a setting, given as version 2 has it, in words. */
  static String words(CgroupSetting setting, String v2) {
    if (v2.startsWith("max")) {
      return NO_LIMIT;
    }
    return switch (setting) {
      case MEMORY -> size(Long.parseLong(v2));
      case CPUS -> cpus(v2) + " CPUs";
      case CPU_SHARES, PIDS -> v2;
    };
  }

  /** Says a number of bytes: {@code 400 MiB}, {@code 12.3 KiB}. */
  static String size(long bytes) {
    String[] names = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int power = 0;
    while (value >= 1024 && power < names.length - 1) {
      value /= 1024;
      power++;
    }
    BigDecimal rounded = BigDecimal.valueOf(Math.round(value * 10), 1).stripTrailingZeros();
    return rounded.toPlainString() + " " + names[power];
  }

  private static String cpus(String quotaAndPeriod) {
    String[] words = quotaAndPeriod.split(" ");
    double cpus = Double.parseDouble(words[0]) / Double.parseDouble(words[1]);
    return BigDecimal.valueOf(Math.round(cpus * 1000), 3).stripTrailingZeros().toPlainString();
  }
}
