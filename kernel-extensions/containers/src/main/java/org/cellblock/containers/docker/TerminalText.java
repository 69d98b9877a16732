package org.cellblock.containers.docker;

import java.util.regex.Pattern;

/** Takes out of a text what a terminal would take for colours and for moves of its cursor. */
final class TerminalText {

  private static final Pattern ESCAPES =
      Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\r(?=\n)|\u0007");

  private TerminalText() {}

  static String plain(String text) {
    return ESCAPES.matcher(text).replaceAll("");
  }
}
