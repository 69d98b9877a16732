package org.cellblock.containers.jail;

import java.util.List;

/** What a parameter's value may be. */
enum Kind {
  BOOL("true or false"),
  NUMBER("a whole number"),
  TEXT("one value"),
  LIST("one or more values"),
  /** Of a subsystem, see jail(8): shared with the system, the jail's own, or forbidden. */
  SYSTEM("new, inherit or disable");

  private final String expected;

  Kind(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  /** Returns what a parameter without a value means, or null when it needs one. */
  String bare() {
    return this == BOOL ? "true" : this == SYSTEM ? "new" : null;
  }

  /** Returns what the form with {@code no} means, or null when there is none. */
  String negated() {
    return this == BOOL ? "false" : this == SYSTEM ? "disable" : null;
  }

  boolean accepts(List<String> values) {
    if (this == LIST) {
      return true;
    }
    return values.size() == 1 && accepts(values.get(0));
  }

  private boolean accepts(String value) {
    return switch (this) {
      case BOOL -> value.equals("true") || value.equals("false");
      case NUMBER -> value.matches("-?[0-9]{1,9}");
      case SYSTEM -> value.matches("new|inherit|disable");
      default -> true;
    };
  }
}
