package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;

/** The error that a cell ended with, as the front end shall show it. */
public sealed class CellFailure extends RuntimeException permits NotMade {
  private static final long serialVersionUID = 1;
  private final String name;
  private final transient List<String> lines;

  /**
   * Makes a failure.
   *
   * @param name the error's kind, such as an exception's simple name
   * @param value its one-line message
   * @param lines what is shown, with ANSI colours
   * @param cause the exception itself, null if the code didn't run
   */
  CellFailure(String name, String value, List<String> lines, Throwable cause) {
    super(value, cause, false, false);
    this.name = name;
    this.lines = List.copyOf(lines);
  }

  /**
   * Makes the failure of a cell that ended in a way which the kernel did not foresee.
   *
   * @param cause how it ended
   * @return the failure
   */
  public static CellFailure unforeseen(Throwable cause) {
    String text = cause.toString();
    String name = cause.getClass().getSimpleName();
    return new CellFailure(name, text, List.of(Ansi.error(text)), cause);
  }

  /** Answers the same failure with another line below. */
  CellFailure with(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new CellFailure(name, getMessage(), more, getCause());
  }

  /**
   * Returns the error's kind.
   *
   * @return an exception's simple name, or the like
   */
  public String name() {
    return name;
  }

  /**
   * Returns what is shown.
   *
   * @return lines with ANSI colours
   */
  public List<String> lines() {
    return lines;
  }
}
