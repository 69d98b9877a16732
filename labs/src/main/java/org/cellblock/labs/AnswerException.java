package org.cellblock.labs;

/** The learner's code could not be evaluated: it doesn't compile, or it threw. */
public final class AnswerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message what the learner has to know, without colours
   * @param cause what was thrown
   */
  public AnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
