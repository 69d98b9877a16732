package org.cellblock.jupyter.engine;

/**
 * What became of a name.
 *
 * @param name of a variable, method or class
 * @param cell that should have made it
 * @param why it didn't, as the end of a sentence about the cell
 * @param root the loss that this one is due to; null if it is due to none
 */
record Loss(String name, int cell, String why, Loss root) {
  String text() {
    return "`%s` comes from cell %d, which %s".formatted(name, cell, why);
  }

  /** Answers what becomes of a name whose cell needs this one. */
  Loss of(String other, int user) {
    Loss first = root == null ? this : root;
    String needs = "needs `%s` from cell %d, which %s".formatted(first.name, first.cell, first.why);
    return new Loss(other, user, needs, first);
  }
}
