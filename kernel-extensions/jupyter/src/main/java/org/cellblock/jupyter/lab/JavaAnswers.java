package org.cellblock.jupyter.lab;

import java.util.function.Function;
import org.cellblock.jupyter.engine.Failures;
import org.cellblock.labs.AnswerException;
import org.cellblock.labs.Answers;

/** Answers that an engine evaluates among the learner's declarations. */
final class JavaAnswers implements Answers {
  private final Function<String, Object> engine;
  private final String whereFrom;

  /**
   * Makes answers.
   *
   * @param engine evaluates Java
   * @param whereFrom tells where the declarations come from, should one be missing
   */
  JavaAnswers(Function<String, Object> engine, String whereFrom) {
    this.engine = engine;
    this.whereFrom = whereFrom;
  }

  @Override
  public Object evaluate(String expression) {
    try {
      return engine.apply(expression);
    } catch (RuntimeException failed) {
      String text = Failures.text(failed);
      String more = Failures.isCompileError(failed) ? "\n" + whereFrom : "";
      throw new AnswerException(expression + " ended with\n" + text + more, failed);
    }
  }
}
