package org.cellblock.claims;

/**
 * A claim and what its experiment found on this machine.
 *
 * @param claim what was said
 * @param expected the verdict that we expected on a machine such as this
 * @param found the verdict here
 * @param evidence what was seen, in one or two lines; for {@link Verdict#NOT_TESTABLE} what is
 *     needed, or why nothing can tell
 * @param millis how long the experiment took, in milliseconds
 */
public record CheckedClaim(
    Claim claim, Verdict expected, Verdict found, String evidence, long millis) {

  /** Says whether the machine answered, and otherwise than we expected. */
  public boolean isMismatch() {
    return found != Verdict.NOT_TESTABLE && found != expected;
  }

  /** Says whether another machine, or another user, could answer, and this one can't. */
  public boolean isNeeding() {
    return found == Verdict.NOT_TESTABLE && expected != Verdict.NOT_TESTABLE;
  }

  /** Returns the verdict's word; {@code not testable here} when something is needed. */
  public String word() {
    return isNeeding() ? found + " here" : found.toString();
  }

  /** Returns the verdict in words, and whether it is the expected one. */
  public String verdict() {
    if (found == Verdict.NOT_TESTABLE) {
      return word();
    }
    return isMismatch()
        ? "%s here; WRONG: we expected %s".formatted(found, expected)
        : "%s here, as expected".formatted(found);
  }

  /** Returns the claim and who says it, in one line. */
  public String heading() {
    return "Claim %s · %s · \"%s\"".formatted(claim.id(), claim.source(), claim.statement());
  }

  /** Returns the heading, the verdict and the evidence. */
  @Override
  public String toString() {
    return "%s%n%s: %s".formatted(heading(), verdict(), evidence);
  }
}
