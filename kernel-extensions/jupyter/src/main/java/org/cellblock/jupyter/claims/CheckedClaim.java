package org.cellblock.jupyter.claims;

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

  /** Returns the verdict in words, and whether it is the expected one. */
  public String verdict() {
    if (isMismatch()) {
      return "%s here; WRONG: we expected %s".formatted(found, expected);
    }
    boolean answered = found != Verdict.NOT_TESTABLE;
    boolean never = !answered && expected == Verdict.NOT_TESTABLE;
    return found + (never ? "" : " here") + (answered ? ", as expected" : "");
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
