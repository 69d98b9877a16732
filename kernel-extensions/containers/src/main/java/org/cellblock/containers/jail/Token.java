package org.cellblock.containers.jail;

/**
 * A word, or a sign with a meaning of its own.
 *
 * @param kind which
 * @param word the word; of a sign, the sign
 */
record Token(Kind kind, Word word) {

  /** The signs of jail.conf(5). */
  enum Kind {
    WORD("word"),
    OPEN("{"),
    CLOSE("}"),
    SET("="),
    APPEND("+="),
    COMMA(","),
    SEMICOLON(";"),
    END("end of the text");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  Place place() {
    return word.place();
  }

  /** Names the token in an error. */
  String seen() {
    return kind == Kind.WORD ? word.text() : kind.sign();
  }
}
