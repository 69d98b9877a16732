package org.cellblock.jupyter;

import org.cellblock.jupyter.wire.CellblockKernel;
import org.cellblock.linux.Given;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/** What a cell can do with the notebook itself; imported statically at start-up. */
public final class Notebook {
  private Notebook() {}

  /**
   * Shows a value below the cell.
   *
   * @param value what to show
   * @return the display's id, for {@link #update(String, Object)}
   */
  public static String display(Object value) {
    return BaseNotebookStatics.display(shown(value));
  }

  /**
   * Shows a value in the place of an earlier one.
   *
   * @param id what {@link #display(Object)} answered
   * @param value what to show now
   */
  public static void update(String id, Object value) {
    BaseNotebookStatics.updateDisplay(id, shown(value));
  }

  /** Clears what the cell has shown; needs the Cellblock kernel. */
  public static void clearOutput() {
    kernel().clearOutput(false);
  }

  /**
   * Opens a value in the front end's pager; needs the Cellblock kernel.
   *
   * @param value what to page
   */
  public static void page(Object value) {
    kernel().page(shown(value));
  }

  /**
   * Puts a new cell below this one; needs the Cellblock kernel.
   *
   * @param text the new cell's text
   */
  public static void nextInput(String text) {
    kernel().nextInput(Given.notNull(text, "text", "what the new cell holds"));
  }

  private static Object shown(Object value) {
    return Given.notNull(value, "value", "something to show");
  }

  private static CellblockKernel kernel() {
    if (BaseKernel.notebookKernel() instanceof CellblockKernel kernel) {
      return kernel;
    }
    throw new UnsupportedOperationException("needs the Cellblock kernel, not plain JJava");
  }
}
