package org.cellblock.jupyter.render;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;

import j2html.tags.specialized.DivTag;
import org.cellblock.containers.host.Box;

/** Boxes in boxes: the host around a cell around its processes. HTML and CSS only. */
public final class BoxView {
  private static final String OUTER =
      "display:inline-block;vertical-align:top;margin:4px;padding:6px 10px;border-radius:6px;"
          + "color:inherit;overflow-wrap:anywhere;background:"
          + Style.SHADE
          + ";border:";

  private static final String TRACK =
      "display:inline-block;width:8em;height:0.6em;border:1px solid " + Style.LINE + ";";

  private static final String FULL = "display:block;height:100%;background:#3a9b5c;";

  private BoxView() {}

  /**
   * Renders as HTML.
   *
   * @param box the outermost box
   * @return nested blocks
   */
  public static String html(Box box) {
    return tag(box).withClass(Html.NO_FORMULAS).render();
  }

  private static DivTag tag(Box box) {
    DivTag outer =
        div(div(
                span(box.kind() + " ").withStyle(Style.NOTE),
                strong(box.title()),
                span(box.detail().isEmpty() ? "" : " · " + box.detail()).withStyle(Style.NOTE)))
            .with(each(box.bars(), BoxView::bar))
            .withStyle(OUTER + border(box.kind()));
    return box.inside().isEmpty() ? outer : outer.with(div(each(box.inside(), BoxView::tag)));
  }

  private static DivTag bar(Box.Bar bar) {
    long percent = Math.round(Math.min(1, bar.part()) * 100);
    return div(
        span(bar.title() + " ").withStyle(Style.NOTE),
        span(span().withStyle(FULL + "width:" + percent + "%;"))
            .attr("role", "img")
            .attr("aria-label", percent + " percent")
            .withStyle(TRACK),
        span(" " + bar.words()).withStyle(Style.NOTE));
  }

  private static String border(String kind) {
    return switch (kind) {
      case "host", "pod" -> "2px solid " + Style.LINE + ";";
      case "cell", "container" -> "2px solid #2f7dd1;";
      case "cgroup" -> "2px solid #3a9b5c;";
      default -> "1px dashed " + Style.LINE + ";";
    };
  }
}
