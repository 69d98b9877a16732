package org.cellblock.jupyter.render;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.cellblock.procfs.cinf.CinfSample;
import org.cellblock.procfs.cinf.Monitoring;

/** What a monitor has seen, as three small charts with the last and the greatest number of each. */
public final class MonitoringView {
  private static final int COLUMNS = 40;

  /** A JVM's command line would fill the page. */
  private static final int COMMAND = 60;

  private final Monitoring seen;
  private final List<Row> rows;

  private MonitoringView(Monitoring seen) {
    this.seen = seen;
    this.rows =
        List.of(
            row("memory", seen.memorySource(), CinfSample::memory, MonitoringView::bytes),
            row("cpu", seen.cpuSource(), CinfSample::cpu, MonitoringView::cores),
            row("pids", seen.pidsSource(), CinfSample::pids, MonitoringView::count));
  }

  private record Row(String name, String source, Sparkline chart, String now, String most) {}

  private Row row(
      String name,
      String source,
      ToDoubleFunction<CinfSample> value,
      DoubleFunction<String> format) {
    double[] values = seen.all().stream().mapToDouble(value).toArray();
    double last = values.length == 0 ? Double.NaN : values[values.length - 1];
    Sparkline chart = Sparkline.of(values);
    String now = Double.isNaN(last) ? "" : format.apply(last);
    return new Row(name, source, chart, now, "most " + format.apply(chart.most()));
  }

  /**
   * Makes a view.
   *
   * @param seen what a monitor has seen, until now or to its end
   * @return the view, which stays as it is while the monitor goes on
   */
  public static MonitoringView of(Monitoring seen) {
    return new MonitoringView(seen);
  }

  /** Renders as HTML with SVG: one block. */
  public String html() {
    return div(
            table(
                    caption(title()).withStyle(Style.CAPTION),
                    tbody(each(rows, MonitoringView::line)))
                .withStyle(Style.TABLE + "width:auto;"),
            div(status()).withStyle(Style.NOTE))
        .withClass(Html.NO_FORMULAS)
        .render();
  }

  private static DomContent line(Row row) {
    String label = row.name() + " over time, " + row.now() + ", " + row.most();
    return tr(
        th(row.name()).attr("scope", "row").withStyle(Style.HEAD),
        td(row.chart().svg(label)).withStyle(Style.TEXT),
        td(row.now()).withStyle(Style.NUMBER),
        td(row.most()).withStyle(Style.NUMBER),
        td(row.source()).withStyle(Style.TEXT + Style.NOTE));
  }

  /** Renders as text, block characters and numbers: five lines. */
  public String text() {
    return text(COLUMNS);
  }

  /**
   * Renders as text, with charts of a given width.
   *
   * @param columns of a chart, 1 or more
   * @return five lines
   */
  public String text(int columns) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      String chart = row.chart().text(columns);
      lines.add(List.of(row.name(), chart, row.now(), row.most(), row.source()));
    }
    String charts = TextTable.align(lines, column -> column == 2 || column == 3);
    return title() + "\n" + charts + "\n" + status();
  }

  private String title() {
    String command = seen.process().cmd();
    String shown = command.length() > COMMAND ? command.substring(0, COMMAND - 1) + "…" : command;
    return "process " + seen.process().pid() + " · " + shown;
  }

  private String status() {
    if (!seen.end().isEmpty()) {
      return seen.end();
    }
    List<CinfSample> all = seen.all();
    double time = all.isEmpty() ? 0 : all.get(all.size() - 1).time();
    return String.format(Locale.ROOT, "since %.1f s", time);
  }

  private static String bytes(double bytes) {
    return bytes < 10 * 1024 * 1024
        ? Math.round(bytes / 1024) + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024 / 1024);
  }

  private static String cores(double cores) {
    return String.format(Locale.ROOT, "%.2f cores", cores);
  }

  private static String count(double count) {
    return Long.toString(Math.round(count));
  }
}
