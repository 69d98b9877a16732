package org.cellblock.jupyter.engine;

import java.util.List;
import java.util.stream.Stream;
import org.cellblock.jupyter.engine.Losses.Loss;

/** A cell wanted to use what an earlier, failed one should have made: a line for each name. */
final class NotMade extends CellFailure {
  private static final long serialVersionUID = 1;
  private final transient Loss root;

  /** Makes it from one loss or more, and what else is to be said below. */
  NotMade(List<Loss> used, List<String> below, Throwable cause) {
    super(
        "NotMade",
        used.get(0).text(),
        Stream.concat(used.stream().map(each -> Ansi.error(each.text())), below.stream()).toList(),
        cause);
    root = used.get(0);
  }

  Loss root() {
    return root;
  }
}
