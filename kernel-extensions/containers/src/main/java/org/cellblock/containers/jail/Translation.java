package org.cellblock.containers.jail;

import java.util.List;
import java.util.Optional;

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

  static Translation of(String parameter, List<String> values) {
    String value = String.join(", ", values);
    Optional<Known> known = Known.of(parameter, value);
    return known
        .map(
            row ->
                new Translation(
                    parameter, value, row.meaning(), row.linux(), row.exactness(), row.reason()))
        .orElseGet(
            () ->
                new Translation(
                    parameter,
                    value,
                    "unknown",
                    "",
                    Exactness.NONE,
                    "jail(8) doesn't list it; kept, and nothing is done"));
  }
}
