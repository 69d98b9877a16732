package org.cellblock.containers.jail;

import java.util.ArrayList;
import java.util.List;

/**
 * What a parameter or variable of one jail has been given, before substitution.
 *
 * @param isVariable whether it is only there to be substituted
 * @param values the strings, in order
 * @param place of the latest statement
 */
record Slot(boolean isVariable, List<Word> values, Place place) {

  Slot with(List<Word> more, Place at) {
    List<Word> all = new ArrayList<>(values);
    all.addAll(more);
    return new Slot(isVariable, all, at);
  }
}
