package org.cellblock.jupyter.render;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML and as text; a long one shows its head and tail and says how long it is. */
public final class TableView {
  /** Long enough for all capabilities and all lines of a status. */
  private static final int WHOLE_ROWS = 70;

  /** Flags and paths have no blank to wrap at, and push the columns behind them out of sight. */
  private static final int LONG_VALUE = 40;

  private static final Set<String> COMMANDS = Set.of("cmd", "command");

  /** A JVM's command line, the same in each row, would hide all else. */
  private static final int COMMAND = 80;

  /** A name such as runc-1 would break at its hyphen. */
  private static final int SHORT_VALUE = 16;

  private static final int HEAD_ROWS = 20;
  private static final int TAIL_ROWS = 5;

  private final Table table;

  private TableView(Table table) {
    this.table = table;
  }

  /**
   * Makes a view of a table.
   *
   * @param table any table
   * @return its view
   */
  public static TableView of(Table table) {
    return new TableView(table);
  }

  /** Renders as HTML: scope attributes, a caption, numbers to the right. */
  public String html() {
    return table(
            caption(title())
                .withStyle(
                    title().length() > LONG_VALUE ? Style.CAPTION : Style.CAPTION + Style.ONE_LINE),
            thead(tr(each(table.columns(), this::header))),
            tbody(each(rows(), this::row)))
        .withClass(Html.NO_FORMULAS)
        .withStyle(Style.TABLE + "width:auto;")
        .render();
  }

  /** Renders as text with the same rows, each on one line. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columnNames());
    for (int row : rows()) {
      lines.add(
          row < 0
              ? List.of(gap())
              : table.columns().stream().map(c -> onOneLine(at(c, row))).toList());
    }
    return title() + "\n" + TextTable.align(lines, i -> isNumber(table.column(i)));
  }

  private String title() {
    int count = table.rowCount();
    String rows = count == 1 ? "1 row" : count + " rows";
    return table.name() == null || table.name().isBlank() ? rows : table.name() + " · " + rows;
  }

  private List<Integer> rows() {
    int count = table.rowCount();
    if (count <= WHOLE_ROWS) {
      return IntStream.range(0, count).boxed().toList();
    }
    List<Integer> shown = new ArrayList<>(IntStream.range(0, HEAD_ROWS).boxed().toList());
    shown.add(-1);
    IntStream.range(count - TAIL_ROWS, count).forEach(shown::add);
    return shown;
  }

  private String gap() {
    return "… " + (table.rowCount() - HEAD_ROWS - TAIL_ROWS) + " more rows …";
  }

  private DomContent header(Column<?> column) {
    return th(column.name())
        .attr("scope", "col")
        .withStyle(isNumber(column) ? Style.HEAD_NUMBER : Style.HEAD);
  }

  private DomContent row(int row) {
    if (row < 0) {
      return tr(td(gap()).attr("colspan", Math.max(1, table.columnCount())).withStyle(Style.GAP));
    }
    return tr(each(table.columns(), column -> value(column, row)));
  }

  private static DomContent value(Column<?> column, int row) {
    String text = at(column, row);
    String style = isNumber(column) ? Style.NUMBER : Style.TEXT;
    if (text.length() > LONG_VALUE) {
      style += Style.WRAPPED;
    } else if (text.length() <= SHORT_VALUE) {
      style += Style.ONE_LINE;
    }
    if (text.indexOf('\n') >= 0) {
      style += Style.LINES;
    }
    return COMMANDS.contains(column.name()) && text.length() > COMMAND
        ? td(text.substring(0, COMMAND - 1) + "…").withTitle(text).withStyle(style)
        : td(text).withStyle(style);
  }

  private static String at(Column<?> column, int row) {
    return column.isMissing(row) ? "" : column.getString(row);
  }

  private static String onOneLine(String value) {
    return value.replace("\n", "\\n").replace("\r", "\\r");
  }

  private static boolean isNumber(Column<?> column) {
    return column instanceof NumericColumn;
  }
}
