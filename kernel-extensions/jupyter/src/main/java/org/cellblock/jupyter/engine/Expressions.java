package org.cellblock.jupyter.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts expressions into methods. JShell makes a variable of each expression's value, for which it
 * compiles four times; a statement it compiles three times, a method twice. A call without a value
 * doesn't compile so, and is then evaluated as it stands.
 */
final class Expressions {
  /** The beginning of each such method's name; JShell is slow when a name is declared anew. */
  static final String METHOD = "cellblock_value_";

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?s)\\s*(?:[@{;]|(?:abstract|assert|boolean|break|byte|char|class|continue|do|double|enum"
              + "|final|float|for|if|import|int|interface|long|non-sealed|package|private|protected"
              + "|public|record|return|sealed|short|static|strictfp|synchronized|throw|try|var|void"
              + "|while|yield)\\b).*");

  /** {@code Type name} and what may follow; {@code new Type} is none. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?s)\\s*(?!new\\b)[\\w.]+\\s*(?:<[\\w.,?<>\\[\\]\\s&]*>)?(?:\\s*\\[\\s*\\])*\\s+"
              + "(?!instanceof\\b)\\w+\\s*(?:[=;(,\\[].*)?");

  private Expressions() {}

  /** Answers the expression that the text may be; the compiler then says whether it is one. */
  static Optional<String> of(String text) {
    if (STATEMENT.matcher(text).matches() || DECLARATION.matcher(text).matches()) {
      return Optional.empty();
    }
    String expression = text.stripTrailing();
    while (expression.endsWith(";")) {
      expression = expression.substring(0, expression.length() - 1).stripTrailing();
    }
    return expression.isEmpty() ? Optional.empty() : Optional.of(expression);
  }

  /** Answers a method, unlike any other, that answers the expression's value. */
  static String inMethod(String expression, long number) {
    return "java.lang.Object "
        + METHOD
        + number
        + "() throws java.lang.Throwable { return "
        + expression
        + "\n; }";
  }
}
