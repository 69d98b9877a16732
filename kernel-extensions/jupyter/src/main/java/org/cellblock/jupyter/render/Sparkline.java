package org.cellblock.jupyter.render;

import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.Locale;

/**
 * A small chart of a number over time, from 0 to the greatest value: as SVG for a light or a dark
 * page, and as block characters. NaN is a gap.
 */
public final class Sparkline {
  private static final int WIDTH = 260;
  private static final int HEIGHT = 36;
  private static final double MARGIN = 2;
  private static final int POINTS = 130;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String COLOUR = "#2f7dd1";

  private final double[] values;
  private final double most;

  private Sparkline(double[] values) {
    this.values = values;
    this.most = Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
  }

  /**
   * Makes a chart.
   *
   * @param values 0 or more each, at equal distances in time; NaN for one that isn't known
   * @return the chart
   */
  public static Sparkline of(double... values) {
    return new Sparkline(values.clone());
  }

  /** Returns the greatest value; 0 when there is none. */
  public double most() {
    return most;
  }

  /**
   * Draws as an SVG element.
   *
   * @param label what it shows, for those who don't see it
   * @return the element, of a fixed size, without scripts or addresses
   */
  public DomContent svg(String label) {
    double[] drawn = thin(POINTS);
    ContainerTag<?> svg =
        tag("svg")
            .attr("role", "img")
            .attr("width", WIDTH)
            .attr("height", HEIGHT)
            .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .withStyle("background:" + Style.SHADE + ";border-radius:3px;")
            .attr("aria-label", label);
    int at = 0;
    while (at < drawn.length) {
      int end = at;
      while (end < drawn.length && !Double.isNaN(drawn[end])) {
        end++;
      }
      if (end > at) {
        svg.with(line(drawn, at, end));
      }
      at = end + 1;
    }
    return svg;
  }

  /** Draws one piece without gaps: a line, and what is below it in a lighter shade. */
  private DomContent line(double[] drawn, int from, int to) {
    StringBuilder points = new StringBuilder(drawn.length * 12);
    point(points, x(from, drawn.length), y(0)).append(' ');
    for (int i = from; i < to; i++) {
      point(points, x(i, drawn.length), y(drawn[i])).append(' ');
    }
    point(points, x(to - 1, drawn.length), y(0));
    return tag("polyline")
        .attr("fill", COLOUR)
        .attr("fill-opacity", "0.25")
        .attr("stroke", COLOUR)
        .attr("stroke-width", "1.5")
        .attr("points", points);
  }

  /** Appends with one decimal, at a fraction of what a Formatter costs. */
  private static StringBuilder point(StringBuilder points, double x, double y) {
    long tenthsOfX = Math.round(x * 10);
    long tenthsOfY = Math.round(y * 10);
    return points
        .append(tenthsOfX / 10)
        .append('.')
        .append(tenthsOfX % 10)
        .append(',')
        .append(tenthsOfY / 10)
        .append('.')
        .append(tenthsOfY % 10);
  }

  private static double x(int i, int count) {
    return MARGIN + (WIDTH - 2 * MARGIN) * i / Math.max(1, count - 1);
  }

  private double y(double value) {
    double part = most == 0 ? 0 : value / most;
    return MARGIN + (HEIGHT - 2 * MARGIN) * (1 - part);
  }

  /**
   * Draws with one character for each value.
   *
   * @param columns how many characters at most, 1 or more; with more values each shows the greatest
   *     of its part
   * @return the characters, a blank for a gap
   */
  public String text(int columns) {
    StringBuilder text = new StringBuilder();
    for (double value : thin(columns)) {
      text.append(Double.isNaN(value) ? ' ' : BLOCKS.charAt(block(value)));
    }
    return text.toString();
  }

  private int block(double value) {
    int last = BLOCKS.length() - 1;
    return most == 0 ? 0 : (int) Math.min(last, Math.round(value / most * last));
  }

  /** Makes few values of many; peaks are kept. */
  private double[] thin(int count) {
    if (values.length <= count) {
      return values;
    }
    double[] thin = new double[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * values.length / count);
      int to = (int) ((long) (i + 1) * values.length / count);
      thin[i] =
          Arrays.stream(values, from, to)
              .filter(value -> !Double.isNaN(value))
              .max()
              .orElse(Double.NaN);
    }
    return thin;
  }

  /** Returns the greatest value and how it was drawn, for a log. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, most %.2f", text(40), most);
  }
}
