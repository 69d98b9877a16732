package org.cellblock.jupyter.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts expressions into classes. JShell makes a variable of each expression's value, for which it
 * compiles four times; a statement it compiles three times, a class twice. A call without a value
 * doesn't compile so, and is then evaluated as it stands.
 */
final class Expressions {
  /** The beginning of each such class's name; JShell is slow when a name is declared anew. */
  static final String CLASS = "Cellblock_value_";

  static final String METHOD = "of";

  private static final Pattern NAME = Pattern.compile(".*\\$" + CLASS + "\\d+");

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

  /** Answers a class whose static method answers the expression's value. */
  static String inClass(String expression, long number) {
    return "class %s%d { static Object %s() throws Throwable { return "
            .formatted(CLASS, number, METHOD)
        + expression
        + "\n; } }";
  }

  /** Whether a binary name is that of such a class, and not of one inside it. */
  static boolean isClass(String name) {
    return NAME.matcher(name).matches();
  }
}
