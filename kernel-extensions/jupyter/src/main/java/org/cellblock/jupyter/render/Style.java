package org.cellblock.jupyter.render;

/**
 * The few inline styles. Borders and shades are a translucent grey, which shows on a light and on a
 * dark page; text keeps the page's own colour.
 */
final class Style {
  static final String LINE = "rgba(128,128,128,0.45)";
  static final String SHADE = "rgba(128,128,128,0.10)";
  static final String MONO =
      "font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);";
  static final String CAPTION =
      "caption-side:top;text-align:left;font-weight:600;padding:2px 0 4px 0;color:inherit;";
  static final String TABLE = "border-collapse:collapse;font-size:0.9em;color:inherit;";
  static final String HEAD = cell("left") + "font-weight:600;background:" + SHADE + ";";
  static final String HEAD_NUMBER = cell("right") + "font-weight:600;background:" + SHADE + ";";
  static final String TEXT = cell("left");
  static final String NUMBER = cell("right") + "font-variant-numeric:tabular-nums;";
  static final String ONE_LINE = "white-space:nowrap;";
  static final String LINES = "white-space:pre-wrap;";
  static final String WRAPPED = "min-width:12em;overflow-wrap:anywhere;";
  static final String GAP = cell("center") + "opacity:0.7;font-style:italic;";
  static final String NOTE = "opacity:0.75;font-size:0.85em;";
  static final String TERMINAL =
      "margin:0;padding:6px 10px;border-left:3px solid "
          + LINE
          + ";background:"
          + SHADE
          + ";color:inherit;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.35;"
          + MONO;
  static final String RED = "#c4432b";
  static final String GREEN = "#2e8b57";
  static final String ORANGE = "#c27c0e";
  static final String STDERR = text(RED);
  static final String PROMPT = "opacity:0.7;";

  private Style() {}

  /** No colour stands out enough from white and from black: the page's own makes it so. */
  static String text(String colour) {
    return "color:color-mix(in srgb," + colour + " 75%,currentcolor);";
  }

  private static String cell(String align) {
    return "padding:2px 10px;border-bottom:1px solid "
        + LINE
        + ";vertical-align:top;text-align:"
        + align
        + ";";
  }
}
