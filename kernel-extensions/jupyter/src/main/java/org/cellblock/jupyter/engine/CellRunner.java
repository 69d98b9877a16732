package org.cellblock.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellblock.linux.SyscallException;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Runs a whole notebook cell: its Java and its magics in order. */
public final class CellRunner {
  /** The cell magic whose body is Java, which is lost too when the magic is refused. */
  private static final String JAVA_BODY = "in";

  private final LateEngine engine;
  private final BaseKernel kernel;
  private final Magics magics;
  private final Consumer<String> note;
  private Origin whole = new Origin(0, "", 0);

  /**
   * Makes a runner.
   *
   * @param engine evaluates Java
   * @param kernel has the magics, the renderer and a place to show values
   * @param note tells the learner a remark that is no error
   */
  public CellRunner(LateEngine engine, BaseKernel kernel, Consumer<String> note) {
    this.engine = engine;
    this.kernel = kernel;
    this.magics = new Magics(kernel);
    this.note = note;
  }

  /**
   * Lists the magics.
   *
   * @return all of them as they are typed, in order
   */
  public List<String> magics() {
    return magics.names();
  }

  /**
   * Runs the cell.
   *
   * @param number the cell's number
   * @param source its text
   * @return the value of its last statement or magic, null if there is none
   * @throws CellFailure where it failed; what stands below did not run
   */
  public Object run(int number, String source) {
    Origin outer = whole;
    Object value = null;
    try {
      List<CellSource.Piece> pieces = CellSource.parse(source);
      for (int i = 0; i < pieces.size(); i++) {
        if (value != null) { // of a magic, or of the Java before one
          show(value);
        }
        try {
          value = run(pieces.get(i), number, source);
        } catch (CellFailure failure) {
          boolean isJava = pieces.get(i) instanceof CellSource.Piece.Java; // the engine knows
          lose(pieces.subList(isJava ? i + 1 : i, pieces.size()), number, source, failure);
          throw failure;
        }
      }
    } finally {
      whole = outer;
    }
    return value;
  }

  /**
   * Makes of a value what is shown: on the notebook's thread, for the learner's own code may be
   * asked for its text.
   *
   * @param value any but null
   * @return the value as a display bundle
   * @throws CellFailure where the learner's code failed
   */
  public DisplayData render(Object value) {
    return value instanceof DisplayData data
        ? data
        : rendered(() -> kernel.getRenderer().render(value));
  }

  /**
   * Makes of a value's text what is shown, as {@link #render} does.
   *
   * @param value any, or null
   * @return the text as a display bundle
   * @throws CellFailure where the learner's code failed
   */
  public DisplayData renderText(Object value) {
    return rendered(() -> kernel.getRenderer().render(String.valueOf(value)));
  }

  private void show(Object value) {
    kernel.display(render(value));
  }

  private DisplayData rendered(Callable<DisplayData> work) {
    Outcome outcome = finished(work);
    if (outcome.failure() != null) {
      throw engine.get().failed(outcome.failure(), "");
    }
    return (DisplayData) outcome.value();
  }

  /**
   * Runs Java, the body of the running cell magic, on another stage.
   *
   * @param stage where to run it
   * @param body the Java
   * @return the value of its last statement, null if it has none
   * @throws CellFailure where it failed
   */
  public Object runBody(Stage stage, String body) {
    Origin here = whole.source().endsWith(body) ? whole : new Origin(whole.cell(), body, 0);
    return withNotes(notes -> engine.get().evalOn(stage, here, body, notes));
  }

  private Object run(CellSource.Piece piece, int number, String source) {
    if (piece instanceof CellSource.Piece.Java java) {
      whole = new Origin(number, source, java.offset());
      return withNotes(notes -> engine.get().eval(whole, java.text(), notes));
    }
    if (piece instanceof CellSource.Piece.Line line) {
      return runMagic(() -> magics.line(line.name(), line.arguments()));
    }
    CellSource.Piece.Whole cell = (CellSource.Piece.Whole) piece;
    whole = new Origin(number, source, cell.offset());
    return runMagic(() -> magics.cell(cell.name(), cell.arguments(), cell.body()));
  }

  private void lose(List<CellSource.Piece> pieces, int number, String source, CellFailure failure) {
    for (CellSource.Piece piece : pieces) {
      if (piece instanceof CellSource.Piece.Java java) {
        engine.get().lose(new Origin(number, source, java.offset()), java.text(), failure);
      } else if (piece instanceof CellSource.Piece.Whole in && in.name().equals(JAVA_BODY)) {
        engine.get().lose(new Origin(number, source, in.offset()), in.body(), failure);
      }
    }
  }

  private Object runMagic(Callable<?> magic) {
    Outcome outcome = finished(magic);
    if (outcome.failure() instanceof CellFailure known) {
      throw known;
    }
    if (outcome.failure() != null) {
      throw brief(outcome.failure());
    }
    return outcome.value();
  }

  private Outcome finished(Callable<?> work) {
    Outcome outcome;
    try {
      outcome = engine.get().run(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the kernel is shutting down", e);
    }
    if (!outcome.finished()) {
      throw engine.get().stopped(outcome);
    }
    return outcome;
  }

  private static CellFailure brief(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    boolean plain =
        !message.isEmpty()
            && (failure instanceof SyscallException || failure instanceof IllegalArgumentException);
    String name = failure.getClass().getSimpleName();
    List<String> lines = (plain ? message : name + ": " + message).lines().toList();
    List<String> shown = new ArrayList<>(lines);
    shown.set(0, Ansi.error(lines.get(0)));
    return new CellFailure(name, lines.get(0), shown, failure);
  }

  private Object withNotes(Function<List<String>, Object> work) {
    List<String> notes = new ArrayList<>();
    try {
      return work.apply(notes);
    } finally {
      notes.forEach(note);
    }
  }
}
