package org.cellblock.containers.jail;

/** A text that is read character by character, and the place reached in it. */
final class Source {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String file;
  private final String text;
  private int at;
  private int line = 1;
  private int column = 1;

  Source(ConfFile conf) {
    file = conf.name();
    text = conf.text();
    at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  }

  Place place() {
    return new Place(file, line, column);
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  char peek() {
    return text.charAt(at);
  }

  int codePoint() {
    return text.codePointAt(at);
  }

  boolean startsWith(String what) {
    return text.startsWith(what, at);
  }

  /** Returns the character after the next one, or a newline at the end. */
  char afterNext() {
    return at + 1 < text.length() ? text.charAt(at + 1) : '\n';
  }

  char next() {
    char next = text.charAt(at++);
    if (next == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    return next;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  void skipLine() {
    while (!isAtEnd() && peek() != '\n') {
      next();
    }
  }
}
