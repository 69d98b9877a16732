package org.cellblock.jupyter.kernel;

/** Where an expression's value waits between the learner's thread and the engine. */
public final class CellValue {
  private static final ThreadLocal<Object> VALUE = new ThreadLocal<>();

  private CellValue() {}

  /**
   * An expression with a value.
   *
   * @param <T> its type
   */
  @FunctionalInterface
  public interface Value<T> {
    /**
     * Evaluates the expression.
     *
     * @return its value
     * @throws Throwable whatever it throws
     */
    T get() throws Throwable;
  }

  /** A call of a void method. */
  @FunctionalInterface
  public interface Call {
    /**
     * Makes the call.
     *
     * @throws Throwable whatever it throws
     */
    void run() throws Throwable;
  }

  /**
   * Keeps an expression's value. Java prefers this method to the other one where both fit.
   *
   * @param expression the expression
   * @param <T> its type
   * @throws Throwable what the expression throws
   */
  public static <T> void of(Value<T> expression) throws Throwable {
    VALUE.set(expression.get());
  }

  /**
   * Makes a call that has no value.
   *
   * @param call the call
   * @throws Throwable what the call throws
   */
  public static void of(Call call) throws Throwable {
    call.run();
    VALUE.remove();
  }

  /** The value kept on this thread since the last call, null if there is none. */
  static Object take() {
    Object value = VALUE.get();
    VALUE.remove();
    return value;
  }
}
