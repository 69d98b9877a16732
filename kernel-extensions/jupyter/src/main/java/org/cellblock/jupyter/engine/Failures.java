package org.cellblock.jupyter.engine;

import java.util.regex.Pattern;

/** What a piece of Java failed with, as plain text. */
public final class Failures {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Failures() {}

  /**
   * Returns what a notebook would show, without colours.
   *
   * @param failure what a cell or {@link Session#eval} threw
   * @return one or more lines
   */
  public static String text(RuntimeException failure) {
    return failure instanceof CellFailure known
        ? COLOUR.matcher(String.join("\n", known.lines())).replaceAll("")
        : failure.toString();
  }

  /**
   * Says whether the Java has not even run, because it doesn't compile.
   *
   * @param failure what was thrown
   * @return true for a compile error
   */
  public static boolean isCompileError(RuntimeException failure) {
    return failure instanceof CellFailure && failure.getCause() == null;
  }
}
