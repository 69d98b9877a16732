package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;

/** An engine with a notebook's imports, and what its cells answered. */
final class EngineSession implements AutoCloseable {
  final LateEngine late = new LateEngine();
  final Engine engine;
  final List<String> notes = new ArrayList<>();
  private int cells;

  EngineSession() {
    late.start();
    engine = late.get();
  }

  Object run(String java) {
    late.begin();
    notes.clear();
    return engine.eval(new Origin(++cells, java, 0), java, notes);
  }

  CellFailure failure(String java) {
    CellFailure failure = catchThrowableOfType(CellFailure.class, () -> run(java));
    assertThat(failure).as(java.length() > 80 ? java.substring(0, 80) : java).isNotNull();
    return failure;
  }

  /** The number of the last cell. */
  int cells() {
    return cells;
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
