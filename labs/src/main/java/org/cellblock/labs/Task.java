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
}
