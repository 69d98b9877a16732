package org.cellblock.jupyter.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Wraps expressions into statements. JShell makes a variable of each expression's value, for which
 * it compiles four times; a statement it compiles twice, in a third of the time. A call without a
 * value doesn't compile so, and is then evaluated as it stands.
 */
final class Expressions {
  private static final String BEFORE = "{ " + CellValue.class.getName() + ".of(";
  private static final String AFTER = "\n); }";

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

  /** Wraps the text if it may be an expression; the compiler then says whether it is one. */
  static Optional<String> wrap(String text) {
    if (STATEMENT.matcher(text).matches() || DECLARATION.matcher(text).matches()) {
      return Optional.empty();
    }
    String expression = text.stripTrailing();
    while (expression.endsWith(";")) {
      expression = expression.substring(0, expression.length() - 1).stripTrailing();
    }
    return expression.isEmpty() ? Optional.empty() : Optional.of(BEFORE + expression + AFTER);
  }
}
