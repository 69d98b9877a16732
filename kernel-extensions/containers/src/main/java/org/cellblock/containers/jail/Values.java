package org.cellblock.containers.jail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the values of a parameter against what jail(8) takes. */
final class Values {

  private static final List<String> DEVICES = List.of("interface", "vnet.interface");

  private Values() {}

  /**
   * Checks values.
   *
   * @param isNegated whether they are of the form with {@code no}
   * @return the values as they are written here
   */
  static List<String> checked(String name, List<String> given, boolean isNegated, Place place) {
    List<String> values = Address.PARAMETERS.contains(name) ? separated(given) : given;
    Optional<Kind> kind = Known.kindOf(name);
    if (kind.isPresent()) {
      values = read(kind.get(), name, values, place);
    }
    if (isNegated) {
      values = values.stream().map(kind.orElseThrow()::inverted).toList();
    }
    values.forEach(value -> check(name, value, place));
    return values;
  }

  /** Takes a quoted string with commas for the list of addresses that it means. */
  private static List<String> separated(List<String> values) {
    return values.stream().flatMap(value -> Stream.of(value.strip().split("\\s*,\\s*"))).toList();
  }

  private static List<String> read(Kind kind, String name, List<String> values, Place place) {
    return kind.read(values)
        .orElseThrow(
            () ->
                place.error(
                    "%s = [%s]: expected %s", name, String.join(", ", values), kind.expected()));
  }

  private static void check(String name, String value, Place place) {
    if (Address.PARAMETERS.contains(name) && Address.parse(name, value, "eth0").isEmpty()) {
      throw place.error(Address.wrong(name, value));
    }
    if (DEVICES.contains(name) && !Address.isDevice(value)) {
      throw place.error(
          "%s = [%s]: expected a device's name, 1 to 15 letters, digits, dots, dashes or"
              + " underscores",
          name, value);
    }
  }
}
