package org.cellblock.containers.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the engine's API, such as 1.41.
 *
 * @param major the first number
 * @param minor the second number
 */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  static Optional<ApiVersion> parse(String text) {
    Matcher numbers = FORM.matcher(text);
    return numbers.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
