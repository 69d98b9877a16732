package org.cellblock.containers.jail;

import java.util.List;

/**
 * One statement of a jail.conf: a parameter or variable, and what it is given.
 *
 * @param name without the dollar sign of a variable
 * @param isVariable whether it is only there to be substituted
 * @param how set, appended to, or bare
 * @param values the strings, in order; none for a bare one
 * @param place where the name begins
 */
record Setting(String name, boolean isVariable, How how, List<Word> values, Place place) {

  /** What stands behind the name. */
  enum How {
    BARE,
    SET,
    APPEND
  }
}
