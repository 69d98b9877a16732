package org.cellblock.containers.jail;

/**
 * A part of a word: text as it stands, or a variable whose value takes its place.
 *
 * @param text the text, or the variable's name
 * @param isVariable which of the two
 * @param place where it begins
 */
record Piece(String text, boolean isVariable, Place place) {

  static Piece text(String text, Place place) {
    return new Piece(text, false, place);
  }

  static Piece variable(String name, Place place) {
    return new Piece(name, true, place);
  }
}
