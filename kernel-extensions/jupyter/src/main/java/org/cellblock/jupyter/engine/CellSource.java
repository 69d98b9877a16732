package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a cell's text apart: a cell magic, or Java with line magics between its statements. */
public final class CellSource {
  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%(\\S+)[ \\t]*([^\\n]*?)[ \\t]*(?:\\r?\\n(.*))?", Pattern.DOTALL);
  private static final Pattern LINE_MAGIC =
      Pattern.compile("[ \\t]*%([A-Za-z]\\S*)[ \\t]*(.*?)[ \\t]*\\r?");

  /** A piece of a cell; {@code offset} is where it begins in the cell's text. */
  public sealed interface Piece {
    /**
     * Java source.
     *
     * @param text the Java
     * @param offset where it begins
     */
    record Java(String text, int offset) implements Piece {}

    /**
     * A line magic.
     *
     * @param name without the percent sign
     * @param arguments what stands behind it
     * @param offset where it begins
     */
    record Line(String name, String arguments, int offset) implements Piece {}

    /**
     * A cell magic with everything below its first line.
     *
     * @param name without the percent signs
     * @param arguments what stands behind it
     * @param body what stands below
     * @param offset where the body begins
     */
    record Whole(String name, String arguments, String body, int offset) implements Piece {}
  }

  private CellSource() {}

  /**
   * Answers the pieces in order.
   *
   * @param cell the cell's text
   * @return none of them blank Java, unless the whole cell is
   */
  public static List<Piece> parse(String cell) {
    Matcher whole = CELL_MAGIC.matcher(cell);
    if (whole.matches()) {
      String body = whole.group(3) == null ? "" : whole.group(3);
      int offset = whole.group(3) == null ? cell.length() : whole.start(3);
      return List.of(new Piece.Whole(whole.group(1), whole.group(2), body, offset));
    }
    return cell.indexOf('%') < 0 ? List.of(new Piece.Java(cell, 0)) : byLine(cell);
  }

  private static List<Piece> byLine(String cell) {
    List<Piece> pieces = new ArrayList<>();
    Nesting nesting = new Nesting();
    int javaStart = 0;
    int at = 0;
    while (at < cell.length()) {
      int newline = cell.indexOf('\n', at);
      int next = newline < 0 ? cell.length() : newline + 1;
      String line = cell.substring(at, newline < 0 ? next : newline);
      Matcher magic = LINE_MAGIC.matcher(line);
      if (nesting.isTop() && magic.matches()) {
        addJava(pieces, cell, javaStart, at);
        pieces.add(new Piece.Line(magic.group(1), magic.group(2), at));
        javaStart = next;
      } else {
        nesting.read(line);
      }
      at = next;
    }
    addJava(pieces, cell, javaStart, cell.length());
    return pieces;
  }

  private static void addJava(List<Piece> pieces, String cell, int from, int to) {
    String text = cell.substring(from, to);
    if (!text.isBlank()) {
      pieces.add(new Piece.Java(text, from));
    }
  }
}
