package org.cellblock.containers;

import java.util.regex.Pattern;

/**
 * Who has a cell, under one namespace of names: a cell takes the place of one of its name that the
 * same owner has, and is refused the name that another has.
 *
 * <p>Cells of Cellblock's own begin with {@code cellblock-}, as no other may.
 */
public enum Owner {
  /** A learner, by {@link Cell#open}. */
  CELL("cell"),
  /** A jail of the same name. */
  JAIL("jail"),
  /** A bundle that runs as a cell. */
  BUNDLE("bundle"),
  /** A pod: its pause process has its name, a container's is {@code POD.CONTAINER}. */
  POD("pod"),
  /** Cellblock itself: where runtimes work, what a claim is checked in. */
  CELLBLOCK("Cellblock's own");

  private static final String RESERVED = "cellblock-";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  private final String word;

  Owner(String word) {
    this.word = word;
  }

  /**
   * Opens a cell for this owner.
   *
   * @param name 1 to 63 letters, digits, dots, dashes or underscores; that of Cellblock's own gets
   *     its prefix
   * @return the cell, to be closed
   * @throws IllegalArgumentException for another name, and one that another owner has
   */
  public Cell open(String name) {
    check(name);
    String full = this == CELLBLOCK ? RESERVED + name : name;
    return Cells.add(full, this);
  }

  /**
   * Refuses a name that this owner can't have now.
   *
   * @param name of a cell, without prefix
   * @throws IllegalArgumentException for one that is none, is reserved, or that another owner has
   */
  public void check(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "cell name [%s]: expected 1 to 63 letters, digits, dots, dashes or underscores"
              .formatted(name));
    }
    if (name.startsWith(RESERVED)) {
      throw new IllegalArgumentException(
          "%s name [%s]: expected another beginning: %s is of cells that Cellblock itself opens"
              .formatted(word, name, RESERVED));
    }
    Owner holder = Cells.ownerOf(name).orElse(this);
    if (this != CELLBLOCK && holder != this) {
      throw taken(name, holder);
    }
  }

  IllegalArgumentException taken(String name, Owner holder) {
    return new IllegalArgumentException(
        "%s [%s]: the %s %s has this name: close that one, Cells.named(\"%s\").close(), or take"
                .formatted(word, name, holder.word, name, name)
            + " another name");
  }
}
