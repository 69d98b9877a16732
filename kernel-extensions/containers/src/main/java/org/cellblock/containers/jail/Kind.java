package org.cellblock.containers.jail;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a parameter's value may be, and how it is written here. */
enum Kind {
  /** True and false in any case, and numbers, of which 0 is false. */
  BOOL("true or false"),
  /** As jail(8) reads it: 32 bits with a sign. */
  NUMBER("a whole number"),
  /** As the kernel of FreeBSD has a host id: 64 bits without. */
  UNSIGNED("a whole number, 0 to 18446744073709551615"),
  TEXT("one value"),
  LIST("one or more values"),
  /** Of a subsystem, see jail(8): shared with the system, the jail's own, or forbidden. */
  SYSTEM("new, inherit or disable");

  private static final String TRUE = "true";
  private static final String FALSE = "false";

  /** The kernel's numbers for them, by which they may be written too. */
  private static final Map<String, String> SYSTEMS =
      Map.of("0", "disable", "1", "new", "2", "inherit");

  private static final String INTEGER = "\\s*[+-]?[0-9]{1,40}";
  private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(Long.SIZE);

  private final String expected;

  Kind(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  /** Returns what a parameter without a value means, or null when it needs one. */
  String bare() {
    return this == BOOL ? TRUE : this == SYSTEM ? "new" : null;
  }

  /** Returns what the form with {@code no} means, or null when there is none. */
  String negated() {
    return this == BOOL ? FALSE : this == SYSTEM ? "disable" : null;
  }

  /** Returns the value that the form with {@code no} means when it has a value itself. */
  String inverted(String value) {
    return value.equals(TRUE) ? FALSE : value.equals(FALSE) ? TRUE : value;
  }

  /**
   * Reads values: of several the last one counts, unless all do.
   *
   * @return the values as they are written here; empty when they can't be such
   */
  Optional<List<String>> read(List<String> values) {
    if (this == LIST || values.isEmpty()) {
      return Optional.of(values);
    }
    return read(values.get(values.size() - 1)).map(List::of);
  }

  private Optional<String> read(String value) {
    return switch (this) {
      case BOOL -> bool(value);
      case NUMBER ->
          integer(value)
              .filter(number -> number.bitLength() < Integer.SIZE)
              .map(BigInteger::toString);
      case UNSIGNED ->
          integer(value)
              .filter(number -> number.signum() >= 0 && number.compareTo(UNSIGNED_END) < 0)
              .map(BigInteger::toString);
      case SYSTEM ->
          Optional.of(SYSTEMS.getOrDefault(value, value.toLowerCase(Locale.ROOT)))
              .filter(SYSTEMS::containsValue);
      default -> Optional.of(value);
    };
  }

  private static Optional<String> bool(String value) {
    String small = value.toLowerCase(Locale.ROOT);
    return small.equals(TRUE) || small.equals(FALSE)
        ? Optional.of(small)
        : integer(value).map(number -> number.signum() == 0 ? FALSE : TRUE);
  }

  private static Optional<BigInteger> integer(String value) {
    return value.matches(INTEGER) ? Optional.of(new BigInteger(value.strip())) : Optional.empty();
  }
}
