package org.cellblock.jupyter.engine;

/** Follows Java text line by line and knows whether a statement may begin at the next line. */
final class Nesting {
  private int depth;
  private boolean inComment;
  private boolean inTextBlock;
  private char last = ';';

  /** Whether the next line begins outside brackets, comments, text blocks and operators. */
  boolean isTop() {
    return depth == 0 && !inComment && !inTextBlock && "=+-*/&|?:,.<(".indexOf(last) < 0;
  }

  /** Reads one line of Java. */
  void read(String line) {
    int i = 0;
    while (i < line.length()) {
      if (inComment || inTextBlock) {
        i = skipTo(line, i, inComment ? "*/" : "\"\"\"");
      } else if (line.startsWith("//", i)) {
        return;
      } else if (line.startsWith("/*", i)) {
        inComment = true;
        i += 2;
      } else if (line.startsWith("\"\"\"", i)) {
        inTextBlock = true;
        i += 3;
      } else {
        i = readCode(line, i);
      }
    }
  }

  private int readCode(String line, int i) {
    char c = line.charAt(i);
    if (c == '"' || c == '\'') {
      last = c;
      return skipLiteral(line, i);
    }
    if ("([{".indexOf(c) >= 0) {
      depth++;
    } else if (")]}".indexOf(c) >= 0) {
      depth = Math.max(0, depth - 1);
    }
    if (!Character.isWhitespace(c)) {
      last = c;
    }
    return i + 1;
  }

  private int skipTo(String line, int i, String end) {
    int at = i;
    while (at < line.length()) {
      if (line.startsWith(end, at)) {
        inComment = false;
        inTextBlock = false;
        last = '"';
        return at + end.length();
      }
      at += line.charAt(at) == '\\' && inTextBlock ? 2 : 1;
    }
    return line.length();
  }

  private static int skipLiteral(String line, int start) {
    char quote = line.charAt(start);
    int i = start + 1;
    while (i < line.length() && line.charAt(i) != quote) {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
