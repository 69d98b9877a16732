package org.cellblock.linux;

import java.util.Collection;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The named arguments of one call; formatted only when somebody looks. */
final class Arguments {

  /** An argument may have 128 KiB, and a table of calls has a row for each. */
  private static final int SHOWN = 1000;

  private final Object[] namesAndValues;

  private Arguments(Object[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  /** Takes names and values in turn; an argument whose value is null is left out. */
  static Arguments of(Object... namesAndValues) {
    for (int i = 1; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i] instanceof String text) {
        Given.text(text, (String) namesAndValues[i - 1]);
      }
    }
    return new Arguments(namesAndValues);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null && !(value instanceof Collection<?> set && set.isEmpty())) {
        text.add(namesAndValues[i] + "=" + format(value));
      }
    }
    return text.toString();
  }

  private static String format(Object value) {
    if (value instanceof Collection<?> flags) {
      return flags.stream()
          .map(flag -> flag instanceof Namespace kind ? kind.flagName() : flag.toString())
          .collect(Collectors.joining("|"));
    }
    return value instanceof Number || value instanceof Enum<?>
        ? value.toString()
        : '"' + shorten(value.toString()) + '"';
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, SHOWN), text.length());
  }
}
