package org.cellblock.procfs;

import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** A class of its own: another thread must not wait for the class that waits for it. */
final class TablesawPlugins {

  private TablesawPlugins() {}

  static Table load() {
    ColumnType.values(); // entered from two sides by two threads, Tablesaw's types deadlock
    return Table.create("warm-up");
  }
}
