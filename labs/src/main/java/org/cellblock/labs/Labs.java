package org.cellblock.labs;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The labs of the course. */
public final class Labs {

  private Labs() {}

  /** Returns all labs, by number. */
  public static List<Lab> all() {
    return exercises().stream().map(Lab::of).toList();
  }

  /**
   * Finds a lab.
   *
   * @param number its two digits, also without the leading zero, or its folder's name
   * @return the lab
   * @throws IllegalArgumentException for any other word; the message lists the labs
   */
  public static Lab named(String number) {
    String digits = number.matches("\\d") ? "0" + number : number;
    return exercises().stream()
        .filter(each -> each.folder().equals(digits) || each.folder().startsWith(digits + "_"))
        .map(Lab::of)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "lab [%s]: expected one of: %s".formatted(number, list())));
  }

  /** Returns number and title of each lab, in one line. */
  public static String list() {
    return all().stream()
        .map(lab -> lab.number() + " " + lab.title())
        .collect(Collectors.joining(", "));
  }

  private static List<Exercise> exercises() {
    return ServiceLoader.load(Exercise.class, Exercise.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Exercise::folder))
        .toList();
  }
}
