package org.cellblock.jupyter.engine;

/**
 * Where a snippet stands: which notebook cell, and on which of its lines it begins.
 *
 * @param cell the notebook cell's number, 0 for what the kernel itself evaluates
 * @param source the whole text of that cell
 * @param offset where in it the snippet begins
 */
record Origin(int cell, String source, int offset) {

  /** The cell's line, from 1, of a position in the snippet. */
  int lineAt(int position) {
    int end = Math.max(0, Math.min(offset + position, source.length()));
    return 1 + (int) source.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** The cell's line, from 1, of a line of the snippet, from 1. */
  int line(int snippetLine) {
    return lineAt(0) + snippetLine - 1;
  }

  /** The text of a line of the cell, from 1; empty beyond its end. */
  String text(int line) {
    String[] lines = source.split("\n", -1);
    return line >= 1 && line <= lines.length ? lines[line - 1] : "";
  }
}
