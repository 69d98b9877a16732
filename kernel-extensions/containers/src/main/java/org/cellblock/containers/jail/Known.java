package org.cellblock.containers.jail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cellblock.linux.HostThread;

/**
 * A parameter of jail(8), for one of its values or for all, and what becomes of it on Linux.
 *
 * @param name the parameter
 * @param kind what its value may be
 * @param value the value that this is for; {@code *} for all others
 * @param meaning what FreeBSD does
 * @param linux the call or file that stands for it here
 * @param exactness how close that is
 * @param reason what differs, or why nothing is done; empty where it is exact
 */
record Known(
    String name,
    Kind kind,
    String value,
    String meaning,
    String linux,
    Exactness exactness,
    String reason) {

  private static final String ALLOW = "allow.";
  private static final String ANY = "*";
  private static final int FIELDS = 7;

  private static List<Known> all;

  static synchronized List<Known> all() {
    if (all == null) {
      all = HostThread.call(Known::read);
    }
    return all;
  }

  static Optional<Kind> kindOf(String parameter) {
    Optional<Kind> listed = rows(parameter).stream().map(Known::kind).findFirst();
    return listed.isEmpty() && parameter.startsWith(ALLOW) ? Optional.of(Kind.BOOL) : listed;
  }

  static boolean isKnown(String parameter) {
    return !rows(parameter).isEmpty();
  }

  /** Finds what becomes of a parameter with a value. */
  static Optional<Known> of(String parameter, String value) {
    return rows(parameter).stream()
        .filter(row -> row.value.equals(ANY) || row.value.equals(value))
        .findFirst();
  }

  /** Returns the parameter that a form such as {@code allow.nomount} says no to, or null. */
  static String negated(String form) {
    for (int dot = -1; ; dot = form.indexOf('.', dot + 1)) {
      if (form.startsWith("no", dot + 1)) {
        String name = form.substring(0, dot + 1) + form.substring(dot + 3);
        if (kindOf(name).filter(kind -> kind.negated() != null).isPresent()) {
          return name;
        }
      }
      if (form.indexOf('.', dot + 1) < 0) {
        return null;
      }
    }
  }

  private static List<Known> rows(String parameter) {
    return all().stream().filter(row -> row.name.equals(parameter)).toList();
  }

  private static List<Known> read() {
    try (InputStream text = Known.class.getResourceAsStream("parameters.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Known::row)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read parameters.txt", unreadable);
    }
  }

  private static Known row(String line) {
    String[] fields = line.split("\\|", FIELDS);
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = fields[i].strip();
    }
    return new Known(
        fields[0],
        Kind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
        fields[2],
        fields[3],
        fields[4],
        Exactness.valueOf(fields[5].toUpperCase(Locale.ROOT)),
        fields[6]);
  }
}
