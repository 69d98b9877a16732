package org.cellblock.containers.jail;

import java.util.ArrayList;
import java.util.List;

/**
 * What a parameter or variable of one jail has been given, before substitution.
 *
 * @param isVariable whether it is only there to be substituted
 * @param isNegated whether the name had a {@code no}: the value means its contrary
 * @param values the strings, in order
 * @param place of the latest statement
 */
record Slot(boolean isVariable, boolean isNegated, List<Word> values, Place place) {

  static Slot of(String text, boolean isVariable) {
    return new Slot(isVariable, false, List.of(Word.of(text, Place.NONE)), Place.NONE);
  }

  Slot before(Slot more) {
    List<Word> all = new ArrayList<>(values);
    all.addAll(more.values);
    return new Slot(more.isVariable, more.isNegated, all, more.place);
  }
}
