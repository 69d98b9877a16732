package org.cellblock.jupyter.render;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.rawHtml;
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
import org.cellblock.procfs.CinfSample;
import org.cellblock.procfs.Monitoring;

/** What a monitor has seen, as three small charts with the last and the greatest number of each. */
public final class MonitoringView {
  private static final int COLUMNS = 40;

  private MonitoringView() {}

  private record Row(
      String name, String source, Sparkline chart, double last, DoubleFunction<String> format) {

    String now() {
      return Double.isNaN(last) ? "" : format.apply(last);
    }

    String most() {
      return "most " + format.apply(chart.most());
    }
  }

  private static List<Row> rows(Monitoring seen) {
    double[] memory = seen.all().stream().mapToDouble(CinfSample::memory).toArray();
    double[] cpu = seen.all().stream().mapToDouble(CinfSample::cpu).toArray();
    double[] pids = seen.all().stream().mapToDouble(CinfSample::pids).toArray();
    return List.of(
        row("memory", seen.memorySource(), memory, MonitoringView::bytes),
        row("cpu", seen.cpuSource(), cpu, MonitoringView::cores),
        row("pids", seen.pidsSource(), pids, MonitoringView::count));
  }

  private static Row row(
      String name, String source, double[] values, DoubleFunction<String> format) {
    double last = values.length == 0 ? Double.NaN : values[values.length - 1];
    return new Row(name, source, Sparkline.of(values), last, format);
  }

  /**
   * Renders as HTML with SVG.
   *
   * @param seen what a monitor has seen, until now or to its end
   * @return one block
   */
  public static String html(Monitoring seen) {
    return div(
            table(
                    caption(title(seen)).withStyle(Style.CAPTION),
                    tbody(each(rows(seen), MonitoringView::line)))
                .withStyle(Style.TABLE + "width:auto;"),
            div(status(seen)).withStyle(Style.NOTE))
        .render();
  }

  private static DomContent line(Row row) {
    String label = row.name() + " over time, " + row.now() + ", " + row.most();
    return tr(
        th(row.name()).attr("scope", "row").withStyle(Style.HEAD),
        td(rawHtml(row.chart().svg(label))).withStyle(Style.TEXT),
        td(row.now()).withStyle(Style.NUMBER),
        td(row.most()).withStyle(Style.NUMBER),
        td(row.source()).withStyle(Style.TEXT + Style.NOTE));
  }

  /**
   * Renders as text: block characters and numbers.
   *
   * @param seen what a monitor has seen, until now or to its end
   * @return five lines
   */
  public static String text(Monitoring seen) {
    return text(seen, COLUMNS);
  }

  /**
   * Renders as text, with charts of a given width.
   *
   * @param seen what a monitor has seen, until now or to its end
   * @param columns of a chart, 1 or more
   * @return five lines
   */
  public static String text(Monitoring seen, int columns) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows(seen)) {
      String chart = row.chart().text(columns);
      lines.add(List.of(row.name(), chart, row.now(), row.most(), row.source()));
    }
    String charts = TextTable.align(lines, column -> column == 2 || column == 3);
    return title(seen) + "\n" + charts + "\n" + status(seen);
  }

  private static String title(Monitoring seen) {
    return "process %d · %s".formatted(seen.process().pid(), seen.process().cmd());
  }

  private static String status(Monitoring seen) {
    if (!seen.end().isEmpty()) {
      return seen.end();
    }
    List<CinfSample> all = seen.all();
    double time = all.isEmpty() ? 0 : all.get(all.size() - 1).time();
    return String.format(Locale.ROOT, "since %.1f s", time);
  }

  private static String bytes(double bytes) {
    return bytes < 10 * 1024 * 1024
        ? String.format(Locale.ROOT, "%.0f KiB", bytes / 1024)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024 / 1024);
  }

  private static String cores(double cores) {
    return String.format(Locale.ROOT, "%.2f cores", cores);
  }

  private static String count(double count) {
    return String.format(Locale.ROOT, "%.0f", count);
  }
}
