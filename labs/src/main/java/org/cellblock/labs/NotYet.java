package org.cellblock.labs;

/** A task that the kernel doesn't see solved: what was expected, what it shows, why it matters. */
public final class NotYet extends AssertionError {

  private static final long serialVersionUID = 1;

  private final String expected;
  private final String shown;
  private final String why;

  /**
   * Makes a finding.
   *
   * @param expected what a solved task makes true
   * @param shown what the kernel shows instead, with the numbers
   * @param why why it matters
   */
  public NotYet(String expected, String shown, String why) {
    super("expected %s; the kernel shows %s; %s".formatted(expected, shown, why));
    this.expected = expected;
    this.shown = shown;
    this.why = why;
  }

  /**
   * Throws a finding unless something is true.
   *
   * @param isSo what a solved task makes true
   * @param expected the same in words
   * @param shown what the kernel shows
   * @param why why it matters
   * @throws NotYet when it isn't so
   */
  public static void unless(boolean isSo, String expected, String shown, String why) {
    if (!isSo) {
      throw new NotYet(expected, shown, why);
    }
  }

  /** Returns what a solved task makes true. */
  public String expected() {
    return expected;
  }

  /** Returns what the kernel shows instead. */
  public String shown() {
    return shown;
  }

  /** Returns why it matters. */
  public String why() {
    return why;
  }
}
