package org.cellblock.containers.jail;

import java.util.Map;

/** How text is quoted, and what a backslash means. */
final class Quoted {

  private static final int OCTAL_DIGITS = 3;
  private static final int HEX_DIGITS = 2;
  private static final int OCTAL = 8;
  private static final int HEX = 16;
  private static final int BYTE = 0xff;

  private static final Map<Character, Character> LETTERS =
      Map.of('a', '\u0007', 'b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t', 'v', '\u000b');

  private Quoted() {}

  /** Writes text as a string in double quotes. */
  static String source(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  /** Reads what follows a backslash; the text that it stands for is added. */
  static void unescape(Source source, Place start, StringBuilder to) {
    if (source.isAtEnd()) {
      throw start.error("[\\] is the last character: expected one to be quoted by it");
    }
    char letter = source.peek();
    if (Character.digit(letter, OCTAL) >= 0 && letter <= '7') {
      to.append(number(source, start, OCTAL, OCTAL_DIGITS));
      return;
    }
    source.next();
    if (letter == 'x' && !source.isAtEnd() && isHex(source.peek())) {
      to.append(number(source, start, HEX, HEX_DIGITS));
    } else if (letter != '\n') {
      to.append(LETTERS.getOrDefault(letter, letter));
    }
  }

  private static char number(Source source, Place start, int radix, int digits) {
    int number = 0;
    for (int i = 0; i < digits && !source.isAtEnd() && isDigit(source.peek(), radix); i++) {
      number = number * radix + Character.digit(source.next(), radix);
    }
    if ((number & BYTE) == 0) {
      throw start.error("this escape stands for a NUL byte, which ends a string: leave it out");
    }
    return (char) (number & BYTE);
  }

  private static boolean isHex(char letter) {
    return isDigit(letter, HEX);
  }

  private static boolean isDigit(char letter, int radix) {
    return letter < 0x80 && Character.digit(letter, radix) >= 0;
  }
}
