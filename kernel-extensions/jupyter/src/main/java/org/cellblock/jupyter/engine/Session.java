package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;

/** Java evaluated as in a notebook, with its imports, but without one. */
public final class Session implements AutoCloseable {
  private final Engine engine = new Engine(Engine.GRACE, new Interruption());

  /** Starts an engine and evaluates the start-up imports. */
  public Session() {
    Ending.guard();
    Imports.evaluate(engine);
  }

  /**
   * Evaluates statements and declarations in order.
   *
   * @param java their text
   * @return the last statement's value, null if it has none
   * @throws RuntimeException at the first that doesn't compile or throws; {@link Failures#text} has
   *     its words
   */
  public Object eval(String java) {
    List<String> notes = new ArrayList<>();
    return engine.eval(new Origin(0, java, 0), java, notes);
  }

  /** Ends the engine. */
  @Override
  public void close() {
    engine.close();
  }
}
