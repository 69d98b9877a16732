package org.cellblock.jupyter.engine;

/** Weight and underline, no colour: none of the terminal's eight reads on every theme. */
final class Ansi {
  private static final String RESET = "\u001b[0m";

  private Ansi() {}

  static String error(String text) {
    return "\u001b[1m" + text + RESET;
  }

  static String place(String text) {
    return "\u001b[4m" + text + RESET;
  }

  static String strong(String text) {
    return "\u001b[1m" + text + RESET;
  }
}
