package org.cellblock.jupyter.assist;

/** Cursor positions: the protocol counts Unicode code points, Java counts {@code char}s. */
final class CodePoints {
  private CodePoints() {}

  static int toChars(String text, int codePoints) {
    int all = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, all)));
  }

  static int fromChars(String text, int chars) {
    return text.codePointCount(0, Math.max(0, Math.min(chars, text.length())));
  }
}
