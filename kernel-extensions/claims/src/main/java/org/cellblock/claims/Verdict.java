package org.cellblock.claims;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an experiment says of a claim. */
public enum Verdict {
  /** The kernel showed what the claim says. */
  CONFIRMED,
  /** The kernel showed something else. */
  CORRECTED,
  /** It was so once, and isn't any more. */
  OUTDATED,
  /** No experiment here can tell; never counted as confirmed. */
  NOT_TESTABLE;

  /**
   * Returns the verdict with this word.
   *
   * @param word for example {@code corrected} or {@code not testable}
   * @return the verdict
   * @throws IllegalArgumentException when no verdict has this word
   */
  public static Verdict of(String word) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "verdict [%s]: expected one of %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(Verdict::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns the word, for example {@code not testable}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
