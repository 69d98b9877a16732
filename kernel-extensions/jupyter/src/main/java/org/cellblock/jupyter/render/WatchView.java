package org.cellblock.jupyter.render;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import org.cellblock.containers.cgroup.Watch;
import org.cellblock.containers.cgroup.Watch.Curve;

/** A watched cgroup: a chart of memory, one of cpu, one of pids, each with its last value. */
public final class WatchView {
  private static final int COLUMNS = 40;

  private WatchView() {}

  /**
   * Renders as HTML with SVG.
   *
   * @param watch its samples until now
   * @return a table of charts
   */
  public static String html(Watch watch) {
    return table(
            caption(title(watch)).withStyle(Style.CAPTION),
            tbody(each(watch.curves(), WatchView::line)))
        .withClass(Html.NO_FORMULAS)
        .withStyle(Style.TABLE + "width:auto;")
        .render();
  }

  /**
   * Renders as text: block characters and numbers.
   *
   * @param watch its samples until now
   * @return four lines
   */
  public static String text(Watch watch) {
    List<List<String>> lines =
        watch.curves().stream()
            .map(curve -> List.of(curve.title(), chart(curve).text(COLUMNS), curve.now()))
            .toList();
    return title(watch) + "\n" + TextTable.align(lines, column -> false);
  }

  private static DomContent line(Curve curve) {
    String label = curve.title() + " over time, now " + curve.now();
    return tr(
        th(curve.title()).attr("scope", "row").withStyle(Style.HEAD),
        td(chart(curve).svg(label)).withStyle(Style.TEXT),
        td(curve.now()).withStyle(Style.NUMBER));
  }

  private static Sparkline chart(Curve curve) {
    return Sparkline.of(curve.values().stream().mapToDouble(Long::doubleValue).toArray());
  }

  private static String title(Watch watch) {
    return "watch of " + watch.cgroup();
  }
}
