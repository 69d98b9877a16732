package org.cellblock.jupyter.render;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Aligns rows of words in columns; a word of several lines goes on below itself. */
public final class TextTable {
  private TextTable() {}

  /**
   * Aligns the lines; one with fewer words than the first stands as it is.
   *
   * @param rows of words, the first with a word for each column
   * @param toTheRight says of a column, from 0, whether it is aligned to the right
   * @return the lines, without a line break at the end
   */
  public static String align(List<List<String>> rows, IntPredicate toTheRight) {
    List<List<String>> lines = rows.stream().flatMap(TextTable::lines).toList();
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

  private static Stream<List<String>> lines(List<String> row) {
    List<String[]> words = row.stream().map(word -> word.split("\n", -1)).toList();
    int height = words.stream().mapToInt(lines -> lines.length).max().orElse(1);
    return IntStream.range(0, height)
        .mapToObj(i -> words.stream().map(lines -> i < lines.length ? lines[i] : "").toList());
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
