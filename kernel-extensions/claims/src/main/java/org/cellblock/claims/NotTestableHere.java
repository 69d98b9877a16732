package org.cellblock.claims;

/** Says what an experiment needs that this machine doesn't have. */
final class NotTestableHere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes what is needed, as the end of a sentence that begins with "needs". */
  NotTestableHere(String need) {
    super("needs " + need);
  }

  /** Throws unless the need is met. */
  static void unless(boolean met, String need) {
    if (!met) {
      throw new NotTestableHere(need);
    }
  }
}
