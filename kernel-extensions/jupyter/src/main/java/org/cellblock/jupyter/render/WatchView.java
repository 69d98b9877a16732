package org.cellblock.jupyter.render;

import java.util.List;
import java.util.Locale;
import org.cellblock.containers.Watch;

/** A watched cgroup: a line for memory, one for cpu, one for pids, each with its last value. */
public final class WatchView {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 36;
  private static final int MARGIN = 2;

  private WatchView() {}

  /**
   * Renders as HTML with one small SVG for each line.
   *
   * @param watch one or more samples
   * @return a table of lines
   */
  public static String html(Watch watch) {
    StringBuilder html = new StringBuilder("<table style=\"" + Style.TABLE + "width:auto;\">");
    html.append("<caption style=\"").append(Style.CAPTION).append("\">watch of ");
    html.append(Html.escape(watch.cgroup())).append("</caption><tbody>");
    for (Watch.Curve curve : watch.curves()) {
      html.append("<tr><th scope=\"row\" style=\"").append(Style.HEAD).append("\">");
      html.append(curve.title()).append("</th><td style=\"").append(Style.TEXT).append("\">");
      html.append(svg(curve)).append("</td><td style=\"").append(Style.NUMBER).append("\">");
      html.append(Html.escape(curve.now())).append("</td></tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String svg(Watch.Curve curve) {
    String label = Html.escape(curve.title() + " over time, now " + curve.now());
    return ("<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\"><polyline points=\"%s\" fill=\"none\""
            + " stroke=\"#2f7dd1\" stroke-width=\"1.5\"/></svg>")
        .formatted(label, WIDTH, HEIGHT, WIDTH, HEIGHT, points(curve.values()));
  }

  /** From zero at the bottom to the highest value at the top. */
  private static String points(List<Long> values) {
    double most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    double step = (double) WIDTH / Math.max(1, values.size() - 1);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double y = HEIGHT - MARGIN - values.get(i) / most * (HEIGHT - 2 * MARGIN);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * step, y));
    }
    return points.toString().strip();
  }
}
