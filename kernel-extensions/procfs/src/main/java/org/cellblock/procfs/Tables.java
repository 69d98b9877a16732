package org.cellblock.procfs;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Turns records into Tablesaw tables: one column for each component, under its name, {@code
 * neededFor} as {@code needed for}.
 */
public final class Tables {

  static {
    // Tablesaw looks for its plug-ins when first used, with threads that a cell can't start
    HostThread.call(TablesawPlugins::load);
  }

  private Tables() {}

  /**
   * Makes a table from records.
   *
   * @param name the table's title
   * @param type the record class; components of type {@code int}, {@code long}, {@link
   *     OptionalLong} and {@code double} become number columns, all others text; an empty one and
   *     NaN are missing values
   * @param rows the records, in order
   * @param <R> type of the records
   * @return a table with one row for each record, also when there is none
   */
  public static <R extends Record> Table of(String name, Class<R> type, List<R> rows) {
    Given.notNull(name, "name", "the table's title");
    Given.notNull(type, "type", "a record class");
    List<R> all = Given.list(rows, "rows", "records, or none");
    Stream<Column<?>> columns =
        Stream.of(type.getRecordComponents()).map(part -> column(part, all));
    return Table.create(name, columns);
  }

  private static Column<?> column(RecordComponent part, List<?> rows) {
    String name = part.getName().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    if (part.getType() == int.class) {
      return IntColumn.create(name, rows.stream().mapToInt(row -> (int) value(part, row)));
    }
    if (part.getType() == long.class) {
      return LongColumn.create(name, rows.stream().mapToLong(row -> (long) value(part, row)));
    }
    if (part.getType() == double.class) {
      return DoubleColumn.create(name, rows.stream().mapToDouble(row -> (double) value(part, row)));
    }
    if (part.getType() == OptionalLong.class) {
      return optional(LongColumn.create(name), part, rows);
    }
    return StringColumn.create(name, rows.stream().map(row -> String.valueOf(value(part, row))));
  }

  private static LongColumn optional(LongColumn column, RecordComponent part, List<?> rows) {
    for (Object row : rows) {
      OptionalLong value = (OptionalLong) value(part, row);
      Given.notNull(value, part.getName(), "OptionalLong.empty() for nothing");
      value.ifPresentOrElse(column::append, column::appendMissing);
    }
    return column;
  }

  private static Object value(RecordComponent part, Object row) {
    try {
      return part.getAccessor().invoke(row);
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalArgumentException(
          "record %s: expected a public record".formatted(row.getClass().getName()), notPublic);
    }
  }
}
