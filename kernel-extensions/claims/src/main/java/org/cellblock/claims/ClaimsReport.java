package org.cellblock.claims;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What a run over many claims has found. */
public final class ClaimsReport {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final List<String> WORDS =
      List.of("confirmed", "corrected", "outdated", "not testable here", "not testable");

  private final List<CheckedClaim> checked = new ArrayList<>();
  private final Map<String, String> broken = new LinkedHashMap<>();

  /** Makes an empty report. */
  public ClaimsReport() {}

  /**
   * Adds a claim that was checked.
   *
   * @param claim with its verdict
   */
  public void add(CheckedClaim claim) {
    checked.add(claim);
  }

  /**
   * Adds a claim whose experiment broke.
   *
   * @param id of the claim
   * @param message what was thrown
   */
  public void addBroken(String id, String message) {
    broken.put(id, message);
  }

  /** Says whether no experiment broke and none found otherwise than expected. */
  public boolean isAsExpected() {
    return broken.isEmpty() && checked.stream().noneMatch(CheckedClaim::isMismatch);
  }

  /** Returns the one sentence that counts the verdicts. */
  public String summary() {
    StringJoiner counts = new StringJoiner(", ");
    for (String word : WORDS) {
      counts.add(count(word) + " " + word);
    }
    long mismatches = checked.stream().filter(CheckedClaim::isMismatch).count();
    return "%d claims: %s; %d otherwise than expected%s."
        .formatted(
            checked.size() + broken.size(),
            counts,
            mismatches,
            broken.isEmpty() ? "" : ", %d broken".formatted(broken.size()));
  }

  private long count(String word) {
    return checked.stream().filter(each -> each.word().equals(word)).count();
  }

  /**
   * Returns all that was found as JSON.
   *
   * @return an object with {@code asExpected} (boolean), {@code summary} and {@code claims}, an
   *     array of objects with {@code id}, {@code source}, {@code statement}, {@code expected},
   *     {@code found} ({@code not testable here} when something is needed, {@code broken} when the
   *     experiment threw), {@code mismatch} (boolean), {@code evidence} and {@code millis}
   */
  public String json() {
    JsonArray claims = new JsonArray();
    checked.forEach(each -> claims.add(json(each)));
    broken.forEach((id, message) -> claims.add(json(Claim.of(id), message)));
    JsonObject all = new JsonObject();
    all.addProperty("asExpected", isAsExpected());
    all.addProperty("summary", summary());
    all.add("claims", claims);
    return GSON.toJson(all);
  }

  private static JsonObject json(CheckedClaim checked) {
    JsonObject one = json(checked.claim());
    one.addProperty("expected", checked.expected().toString());
    one.addProperty("found", checked.word());
    one.addProperty("mismatch", checked.isMismatch());
    one.addProperty("evidence", checked.evidence());
    one.addProperty("millis", checked.millis());
    return one;
  }

  private static JsonObject json(Claim claim, String message) {
    JsonObject one = json(claim);
    one.addProperty("expected", claim.expected());
    one.addProperty("found", "broken");
    one.addProperty("mismatch", true);
    one.addProperty("evidence", message);
    return one;
  }

  private static JsonObject json(Claim claim) {
    JsonObject one = new JsonObject();
    one.addProperty("id", claim.id());
    one.addProperty("source", claim.source());
    one.addProperty("statement", claim.statement());
    return one;
  }

  /**
   * Returns a checked claim as two lines for a terminal, the first in columns.
   *
   * @param checked a claim with its verdict
   */
  public static String line(CheckedClaim checked) {
    return "%-6s expected %-13s found %-18s %s%n       %s"
        .formatted(
            checked.claim().id(),
            checked.expected(),
            checked.word(),
            (checked.isMismatch() ? "WRONG  " : "") + checked.claim().statement(),
            checked.evidence());
  }

  /**
   * Returns a claim whose experiment broke as a line for a terminal.
   *
   * @param id of the claim
   * @param message what was thrown
   */
  public static String line(String id, String message) {
    return "%-6s BROKEN %s".formatted(id, message);
  }
}
