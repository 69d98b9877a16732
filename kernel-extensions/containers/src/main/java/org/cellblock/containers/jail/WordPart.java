package org.cellblock.containers.jail;

/**
 * A part of a word: text as it stands, or a variable whose value takes its place.
 *
 * @param text the text, or the variable's name
 * @param isVariable which of the two
 * @param place where it begins
 */
record WordPart(String text, boolean isVariable, Place place) {

  static WordPart text(String text, Place place) {
    return new WordPart(text, false, place);
  }

  static WordPart variable(String name, Place place) {
    return new WordPart(name, true, place);
  }
}
