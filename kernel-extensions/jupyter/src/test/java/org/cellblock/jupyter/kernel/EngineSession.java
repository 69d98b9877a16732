package org.cellblock.jupyter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;

/** An engine with a notebook's imports, and what its cells answered. */
final class EngineSession implements AutoCloseable {
  final Interruption interruption = new Interruption();
  final Engine engine = new Engine(Engine.GRACE, interruption);
  final List<String> notes = new ArrayList<>();
  private int cells;

  EngineSession() {
    Imports.evaluate(engine);
  }

  Object run(String java) {
    interruption.begin();
    notes.clear();
    return engine.eval(new Origin(++cells, java, 0), java, notes);
  }

  CellFailure failure(String java) {
    CellFailure failure = catchThrowableOfType(CellFailure.class, () -> run(java));
    assertThat(failure).as(java.length() > 80 ? java.substring(0, 80) : java).isNotNull();
    return failure;
  }

  /** The words of a failing cell, without colours. */
  String words(String java) {
    return Failures.text(failure(java));
  }

  @Override
  public void close() {
    engine.close();
  }
}
