package org.cellblock.jupyter.render;

import java.util.List;
import java.util.function.IntPredicate;

/** Aligns rows of words in columns. */
final class TextTable {
  private TextTable() {}

  /** Aligns the lines; one with fewer words than the first stands as it is. */
  static String align(List<List<String>> lines, IntPredicate toTheRight) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns && line.size() == columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append(line(line, widths, toTheRight).stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static String line(List<String> words, int[] widths, IntPredicate toTheRight) {
    StringBuilder line = new StringBuilder();
    boolean aligned = words.size() == widths.length;
    for (int i = 0; i < words.size(); i++) {
      String pad = aligned ? " ".repeat(widths[i] - words.get(i).length()) : "";
      line.append(i == 0 ? "" : "  ");
      line.append(toTheRight.test(i) ? pad + words.get(i) : words.get(i) + pad);
    }
    return line.toString();
  }
}
