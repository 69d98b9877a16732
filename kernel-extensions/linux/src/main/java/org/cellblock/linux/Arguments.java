package org.cellblock.linux;

import java.util.Collection;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The named arguments of one call; formatted only when somebody looks. */
final class Arguments {

  private final Object[] namesAndValues;

  private Arguments(Object[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  /** Takes names and values in turn; an argument whose value is null is left out. */
  static Arguments of(Object... namesAndValues) {
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
        : '"' + value.toString() + '"';
  }
}
