package org.cellblock.containers.jail;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.jail.Token.Kind;

/** Cuts a jail.conf into words and signs; comments and blanks go. */
final class Lexer {

  private static final List<Kind> SIGNS =
      List.of(Kind.APPEND, Kind.OPEN, Kind.CLOSE, Kind.SET, Kind.COMMA, Kind.SEMICOLON);

  /** What needs no quotes, besides letters and digits. */
  private static final String PLAIN = "_!%&()-.:<>?@[]^`|~*+/$\\";

  private static final String QUOTES = "'\"";

  private final Source source;

  private Lexer(ConfFile file) {
    source = new Source(file);
  }

  /** Returns the tokens, and one for the end. */
  static List<Token> tokens(ConfFile file) {
    Lexer lexer = new Lexer(file);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.token());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private Token token() {
    skipBlanks();
    Place place = source.place();
    if (source.isAtEnd()) {
      return new Token(Kind.END, Word.of("", place));
    }
    for (Kind sign : SIGNS) {
      if (source.startsWith(sign.sign())) {
        source.skip(sign.sign().length());
        return new Token(sign, Word.of(sign.sign(), place));
      }
    }
    return new Token(Kind.WORD, word(place));
  }

  private void skipBlanks() {
    while (!source.isAtEnd()) {
      if (" \t\r\n".indexOf(source.peek()) >= 0) {
        source.next();
      } else if (source.startsWith("#") || source.startsWith("//")) {
        source.skipLine();
      } else if (source.startsWith("/*")) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    Place start = source.place();
    source.skip(2);
    while (!source.isAtEnd() && !source.startsWith("*/")) {
      source.next();
    }
    if (source.isAtEnd()) {
      throw start.error("[/*] is a comment without end: expected */");
    }
    source.skip(2);
  }

  private Word word(Place place) {
    List<WordPart> pieces = new ArrayList<>();
    while (isInWord()) {
      Place start = source.place();
      if (source.peek() == '\'') {
        pieces.add(WordPart.text(single(), start));
      } else if (source.peek() == '"') {
        doubleQuoted(pieces);
      } else if (isVariable()) {
        pieces.add(variable());
      } else {
        pieces.add(WordPart.text(plain(), start));
      }
    }
    if (pieces.isEmpty()) {
      throw place.error(
          "[%s] has no meaning here: put quotes around a value that contains it", shown());
    }
    return new Word(List.copyOf(pieces), place);
  }

  private String shown() {
    return new String(Character.toChars(source.codePoint()));
  }

  private boolean isInWord() {
    if (source.isAtEnd() || source.startsWith("+=")) {
      return false;
    }
    return QUOTES.indexOf(source.peek()) >= 0 || isPlain();
  }

  private boolean isPlain() {
    if (source.startsWith("//") || source.startsWith("/*") || source.startsWith("+=")) {
      return false;
    }
    return isLetter(source.peek()) || PLAIN.indexOf(source.peek()) >= 0;
  }

  private static boolean isLetter(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private String plain() {
    StringBuilder text = new StringBuilder();
    while (!source.isAtEnd() && isPlain() && !isVariable()) {
      Place start = source.place();
      char next = source.next();
      if (next == '\\') {
        Quoted.unescape(source, start, text);
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }

  private String single() {
    Place start = source.place();
    source.next();
    StringBuilder text = new StringBuilder();
    while (!isAt('\'', start)) {
      character(text);
    }
    source.next();
    return text.toString();
  }

  private void doubleQuoted(List<WordPart> pieces) {
    Place start = source.place();
    source.next();
    StringBuilder text = new StringBuilder();
    while (!isAt('"', start)) {
      if (isVariable()) {
        pieces.add(WordPart.text(text.toString(), start));
        text.setLength(0);
        pieces.add(variable());
      } else {
        character(text);
      }
    }
    source.next();
    pieces.removeIf(piece -> !piece.isVariable() && piece.text().isEmpty());
    if (!text.isEmpty() || pieces.isEmpty()) {
      pieces.add(WordPart.text(text.toString(), start));
    }
  }

  private boolean isAt(char quote, Place start) {
    if (source.isAtEnd()) {
      throw start.error("[%c] opens a string that never ends: expected another %c", quote, quote);
    }
    return source.peek() == quote;
  }

  private void character(StringBuilder text) {
    Place start = source.place();
    char next = source.next();
    if (next == '\\') {
      Quoted.unescape(source, start, text);
    } else if (next == 0) {
      throw start.error("a NUL byte, which ends a string: leave it out");
    } else {
      text.append(next);
    }
  }

  private boolean isVariable() {
    return source.peek() == '$'
        && (source.afterNext() == '{'
            || source.afterNext() == '_'
            || isLetter(source.afterNext()) && !Character.isDigit(source.afterNext()));
  }

  private WordPart variable() {
    Place start = source.place();
    source.next();
    StringBuilder name = new StringBuilder();
    if (source.peek() == '{') {
      source.next();
      while (!source.isAtEnd() && "}{\n\"\0".indexOf(source.peek()) < 0) {
        name.append(source.next());
      }
      if (source.isAtEnd() || source.peek() != '}' || name.isEmpty()) {
        throw start.error("[${%s] is an unfinished variable: expected ${name}", name);
      }
      source.next();
    } else {
      while (!source.isAtEnd() && (source.peek() == '_' || isLetter(source.peek()))) {
        name.append(source.next());
      }
    }
    return WordPart.variable(name.toString(), start);
  }
}
