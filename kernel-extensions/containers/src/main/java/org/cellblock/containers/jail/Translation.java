package org.cellblock.containers.jail;

import java.util.List;

/**
 * One parameter of a jail, and what becomes of it on Linux.
 *
 * @param parameter its name, as jail(8) has it
 * @param value its values, joined by commas
 * @param freebsd what FreeBSD does with it
 * @param linux the call or file that stands for it here; empty where nothing has to be done
 * @param exactness how close that is
 * @param reason what differs, or why nothing is done; empty where it is exact
 */
public record Translation(
    String parameter,
    String value,
    String freebsd,
    String linux,
    Exactness exactness,
    String reason) {

  static Translation of(Known row) {
    return of(row, row.value());
  }

  static Translation of(String parameter, List<String> values) {
    String value = String.join(", ", values);
    return Known.of(parameter, value)
        .map(row -> of(row, value))
        .orElseGet(() -> unknown(parameter, value));
  }

  private static Translation of(Known row, String value) {
    return new Translation(
        row.name(), value, row.meaning(), row.linux(), row.exactness(), row.reason());
  }

  private static Translation unknown(String parameter, String value) {
    String reason = "jail(8) doesn't list it; kept, and nothing is done";
    return new Translation(parameter, value, "unknown", "", Exactness.NONE, reason);
  }
}
