package org.cellblock.containers.jail;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A string of a jail.conf: tokens and quoted strings that touch each other are one.
 *
 * @param pieces its parts, in order
 * @param place where it begins
 */
record Word(List<WordPart> pieces, Place place) {

  static Word of(String text, Place place) {
    return new Word(List.of(WordPart.text(text, place)), place);
  }

  boolean hasVariable() {
    return pieces.stream().anyMatch(WordPart::isVariable);
  }

  /** Returns the variable that is all of this word, or null. */
  WordPart onlyVariable() {
    return pieces.size() == 1 && pieces.get(0).isVariable() ? pieces.get(0) : null;
  }

  /** Returns the text of a word without variables. */
  String text() {
    return pieces.stream().map(WordPart::text).collect(Collectors.joining());
  }

  /** Shows the word in an error, its variables as such. */
  String source() {
    return pieces.stream()
        .map(piece -> piece.isVariable() ? "${" + piece.text() + "}" : piece.text())
        .collect(Collectors.joining());
  }
}
