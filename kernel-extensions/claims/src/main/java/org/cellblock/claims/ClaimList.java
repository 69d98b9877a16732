package org.cellblock.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cellblock.linux.HostThread;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The claims of {@code notebooks/claims.csv}, which the build puts beside this class. */
final class ClaimList {

  private static final int CLOSE = 3;

  private static List<Claim> claims;

  private ClaimList() {}

  static synchronized List<Claim> all() {
    if (claims == null) {
      claims = HostThread.call(ClaimList::read);
    }
    return claims;
  }

  /** Finds a claim; small letters will do. */
  static Claim get(String id) {
    String wanted = id.strip().toUpperCase(Locale.ROOT);
    return all().stream()
        .filter(claim -> claim.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "claim [%s]: expected one of %d; close to it: %s; Claim.all() lists them"
                        .formatted(id, all().size(), closeTo(wanted))));
  }

  private static String closeTo(String id) {
    return all().stream()
        .map(Claim::id)
        .sorted(Comparator.comparingInt(each -> distance(each, id)))
        .limit(CLOSE)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Counts the letters to insert, delete or replace between two words (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static List<Claim> read() {
    try (InputStream csv = ClaimList.class.getResourceAsStream("claims.csv")) {
      CsvReadOptions options =
          CsvReadOptions.builder(csv).columnTypes(name -> ColumnType.STRING).build();
      return Table.read().usingOptions(options).stream().map(ClaimList::claim).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read claims.csv", unreadable);
    }
  }

  private static Claim claim(Row row) {
    return new Claim(
        row.getString("id"),
        row.getString("source"),
        row.getString("statement"),
        row.getString("expected"),
        row.getString("notebook"),
        row.getString("reason"));
  }
}
