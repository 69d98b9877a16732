package org.cellblock.labs;

/** What the learner has declared, in a notebook or in a file. */
@FunctionalInterface
public interface Answers {

  /**
   * Evaluates an expression among the learner's declarations, in this process.
   *
   * @param expression Java, for example {@code impostor()}
   * @return its value
   * @throws AnswerException when it doesn't compile or its code throws
   */
  Object evaluate(String expression);

  /**
   * Evaluates an expression that must be of a type.
   *
   * @param expression Java
   * @param type what its value must be
   * @param <T> that type
   * @return its value, never null
   * @throws NotYet for null and for a value of another type
   * @throws AnswerException when it doesn't compile or its code throws
   */
  default <T> T get(String expression, Class<T> type) {
    Object value = evaluate(expression);
    if (!type.isInstance(value)) {
      throw new NotYet(
          "%s returns a %s".formatted(expression, type.getSimpleName()),
          value == null ? "null" : "a %s: %s".formatted(value.getClass().getSimpleName(), value),
          "the check needs something to ask the kernel about");
    }
    return type.cast(value);
  }
}
