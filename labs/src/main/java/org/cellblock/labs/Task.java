package org.cellblock.labs;

import java.util.List;

/**
 * One task of a lab.
 *
 * @param number from 1, in the order in which they are best done
 * @param title a few words
 * @param text what to do, Markdown
 * @param hints from a nudge to the manual page
 * @param tests how many tests look at it, 1 or more
 */
public record Task(int number, String title, String text, List<String> hints, int tests) {

  /** Copies what was given. */
  public Task {
    hints = List.copyOf(hints);
  }

  /**
   * Returns a hint with what it is for.
   *
   * @param which from 1
   * @return for example {@code 2. Find the impostor, hint 1 of 3: ...}
   * @throws IllegalArgumentException when there is no such hint
   */
  public String hint(int which) {
    if (which < 1 || which > hints.size()) {
      throw new IllegalArgumentException(
          "hint [%d]: expected 1 to %d".formatted(which, hints.size()));
    }
    return "%d. %s, hint %d of %d: %s"
        .formatted(number, title, which, hints.size(), hints.get(which - 1));
  }
}
