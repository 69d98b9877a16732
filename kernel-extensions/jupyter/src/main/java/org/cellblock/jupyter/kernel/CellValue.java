package org.cellblock.jupyter.kernel;

/** Where an expression's value waits between the learner's thread and the engine. */
public final class CellValue {
  private static final ThreadLocal<Object> VALUE = new ThreadLocal<>();

  private CellValue() {}

  /**
   * Keeps an expression's value.
   *
   * @param value what the expression gave
   */
  public static void of(Object value) {
    VALUE.set(value);
  }

  /** The value kept on this thread since the last call, null if there is none. */
  static Object take() {
    Object value = VALUE.get();
    VALUE.remove();
    return value;
  }
}
