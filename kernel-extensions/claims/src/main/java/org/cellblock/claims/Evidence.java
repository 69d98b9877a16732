package org.cellblock.claims;

/**
 * What an experiment saw, and the verdict that follows from it.
 *
 * @param verdict what follows
 * @param seen one or two lines with the numbers that were read
 */
record Evidence(Verdict verdict, String seen) {

  Evidence {
    if (seen.isBlank()) {
      throw new IllegalArgumentException(
          "evidence for [%s]: expected what was seen".formatted(verdict));
    }
  }

  /** Confirms the claim when it held, and corrects it when it didn't. */
  static Evidence confirmedIf(boolean held, String seen, Object... numbers) {
    return of(held ? Verdict.CONFIRMED : Verdict.CORRECTED, seen, numbers);
  }

  /** Corrects the claim when the contrary was seen, and confirms it when it wasn't. */
  static Evidence correctedIf(boolean contrary, String seen, Object... numbers) {
    return of(contrary ? Verdict.CORRECTED : Verdict.CONFIRMED, seen, numbers);
  }

  /** Calls the claim outdated when things have changed, and confirms it when they haven't. */
  static Evidence outdatedIf(boolean changed, String seen, Object... numbers) {
    return of(changed ? Verdict.OUTDATED : Verdict.CONFIRMED, seen, numbers);
  }

  private static Evidence of(Verdict verdict, String seen, Object... numbers) {
    return new Evidence(verdict, seen.formatted(numbers));
  }
}
