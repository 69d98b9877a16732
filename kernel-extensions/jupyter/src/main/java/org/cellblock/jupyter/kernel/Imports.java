package org.cellblock.jupyter.kernel;

import java.util.ArrayList;
import java.util.List;

/** What an empty notebook already imports. */
public final class Imports {
  private static final List<String> ALL =
      List.of(
          "import java.io.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.function.*;",
          "import java.util.stream.*;",
          "import tech.tablesaw.api.*;",
          "import org.cellblock.linux.*;",
          "import org.cellblock.procfs.*;",
          "import org.cellblock.containers.*;",
          "import static org.cellblock.linux.Namespace.*;",
          "import org.cellblock.jupyter.Notebook;",
          "import static org.cellblock.jupyter.Notebook.*;");

  private Imports() {}

  /** Answers the import declarations, one a line. */
  public static List<String> all() {
    return ALL;
  }

  static void evaluate(Engine engine) {
    List<String> notes = new ArrayList<>();
    String text = String.join("\n", ALL);
    engine.eval(new Origin(0, text, 0), text, notes);
    if (!notes.isEmpty()) {
      throw new IllegalStateException("start-up imports: " + notes);
    }
  }
}
