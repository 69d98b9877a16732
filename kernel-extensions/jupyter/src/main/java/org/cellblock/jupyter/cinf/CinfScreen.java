package org.cellblock.jupyter.cinf;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.cellblock.linux.Terminal;

/**
 * Where {@code cinf} prints: a terminal of some width, where a block of lines can be drawn again in
 * its place, or a pipe or file, which takes whole lines one after the other.
 */
public final class CinfScreen {

  private static final String UP_AND_ERASE = "\033[%dA\033[J";

  private final PrintWriter out;
  private final OptionalInt width;
  private final boolean isTerminal;
  private int drawn;

  /**
   * Makes a screen.
   *
   * @param out where to write
   * @param width where lines are cut; nothing for no limit
   * @param isTerminal whether it understands a terminal's control sequences
   */
  public CinfScreen(PrintWriter out, OptionalInt width, boolean isTerminal) {
    this.out = out;
    this.width = width;
    this.isTerminal = isTerminal;
  }

  /**
   * Looks at standard output and at {@code COLUMNS}.
   *
   * @param out writes to standard output
   * @param columns the value of COLUMNS, or null when it isn't set
   * @return the screen
   */
  public static CinfScreen of(PrintWriter out, String columns) {
    OptionalInt terminal = Terminal.columns(1);
    OptionalInt width =
        columns != null && columns.matches("[1-9][0-9]{0,5}")
            ? OptionalInt.of(Integer.parseInt(columns))
            : terminal.stream().filter(each -> each > 0).findFirst();
    return new CinfScreen(out, width, terminal.isPresent());
  }

  /** Says whether a block can be drawn again in its place. */
  public boolean isTerminal() {
    return isTerminal;
  }

  /**
   * Prints lines, each cut to the width.
   *
   * @param text one or more lines
   * @return whether somebody still reads
   */
  public boolean print(String text) {
    return printWhole(text.lines().map(this::cut).collect(Collectors.joining("\n")));
  }

  /**
   * Prints a line that would be worthless when cut.
   *
   * @param line the line
   * @return whether somebody still reads
   */
  boolean printWhole(String line) {
    out.println(line);
    return !out.checkError() && !System.out.checkError(); // the first knows nothing of the second
  }

  /**
   * Draws a block in the place of the one before; below it where that can't be.
   *
   * @param text one or more lines
   * @return whether somebody still reads
   */
  public boolean draw(String text) {
    if (isTerminal && drawn > 0) {
      out.printf(UP_AND_ERASE, drawn);
    }
    drawn = (int) text.lines().count();
    return print(text);
  }

  private String cut(String line) {
    return width.isPresent() && line.length() > width.getAsInt()
        ? line.substring(0, width.getAsInt() - 1) + "…"
        : line;
  }
}
