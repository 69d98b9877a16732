package org.cellblock.jupyter.kernel;

/** Colours that read on a light and on a dark page: the terminal's own red, blue and bold. */
final class Ansi {
  private static final String RESET = "\u001b[0m";

  private Ansi() {}

  static String error(String text) {
    return "\u001b[1;31m" + text + RESET;
  }

  static String place(String text) {
    return "\u001b[34m" + text + RESET;
  }

  static String strong(String text) {
    return "\u001b[1m" + text + RESET;
  }
}
