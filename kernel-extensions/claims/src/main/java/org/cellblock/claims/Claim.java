package org.cellblock.claims;

import java.util.List;
import java.util.concurrent.Callable;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * One statement that people repeat about containers, to be checked by an experiment here.
 *
 * @param id {@code C} and three digits
 * @param source who says it, with the year
 * @param statement what is said, in our words
 * @param expected the verdict that we expect: {@code confirmed}, {@code corrected}, {@code
 *     outdated} or {@code not testable}; where it depends on the version of cgroups, {@code
 *     confirmed on v1, outdated on v2}
 * @param notebook where the course comes to it, for example {@code 03}
 * @param reason why no experiment can tell, with a dated source; empty for all others
 */
public record Claim(
    String id, String source, String statement, String expected, String notebook, String reason) {

  /**
   * Checks a claim by its experiment on this machine. Nothing is left behind.
   *
   * <p>Most experiments need root or a user namespace of their own. What one lacks, the verdict
   * says: {@code not testable here: needs ...}.
   *
   * @param id for example {@code C126}
   * @return the claim, the verdict here, and the evidence
   * @throws IllegalArgumentException for an id that no claim has; the message names close ones
   * @throws IllegalStateException when the experiment broke, which is no verdict
   */
  public static CheckedClaim check(String id) {
    return ExperimentRunner.run(ClaimList.get(id));
  }

  /**
   * Checks a value in a cell of your own, and prints {@code ok} or {@code WRONG} with what was
   * expected, what was found, and how long that took.
   *
   * @param what a claim's id, or what the value is
   * @param expected what it should be
   * @param actual finds out what it is
   * @param <T> type of the value
   * @throws Exception what finding out throws
   * @throws IllegalArgumentException for an id that no claim has
   */
  public static <T> void expect(String what, T expected, Callable<? extends T> actual)
      throws Exception {
    System.out.println(Expectation.of(what, expected, actual));
  }

  /**
   * Lists all claims.
   *
   * @return columns id, source, statement, expected, notebook, reason (STRING), by id
   */
  public static Table all() {
    return Tables.of("claims", Claim.class, list());
  }

  /**
   * Lists the claims that a notebook tells.
   *
   * @param notebook its number, for example {@code 03}
   * @return columns as {@link #all()} has them
   * @throws IllegalArgumentException when there is no claim for this notebook
   */
  public static Table inNotebook(String notebook) {
    List<Claim> its = list().stream().filter(each -> each.notebook().equals(notebook)).toList();
    if (its.isEmpty()) {
      throw new IllegalArgumentException(
          "notebook [%s]: expected one with claims: %s"
              .formatted(
                  notebook, list().stream().map(Claim::notebook).distinct().sorted().toList()));
    }
    return Tables.of("claims of notebook " + notebook, Claim.class, its);
  }

  /**
   * Finds a claim by its id.
   *
   * @param id for example {@code C126}
   * @return the claim, unchecked
   * @throws IllegalArgumentException for an id that no claim has; the message names close ones
   */
  public static Claim of(String id) {
    return ClaimList.get(id);
  }

  /** Returns all claims, by id. */
  public static List<Claim> list() {
    return ClaimList.all();
  }
}
