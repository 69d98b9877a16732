package org.cellblock.jupyter.render;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;

import j2html.tags.specialized.DivTag;
import org.cellblock.containers.Box;

/** Boxes in boxes: the host around a cell around its processes. HTML and CSS only. */
public final class BoxView {
  private static final String OUTER =
      "display:inline-block;vertical-align:top;margin:4px;padding:6px 10px;border-radius:6px;"
          + "color:inherit;background:"
          + Style.SHADE
          + ";border:";

  private BoxView() {}

  /**
   * Renders as HTML.
   *
   * @param box the outermost box
   * @return nested blocks
   */
  public static String html(Box box) {
    return tag(box).render();
  }

  private static DivTag tag(Box box) {
    DivTag outer =
        div(div(
                span(box.kind() + " ").withStyle(Style.NOTE),
                strong(box.title()),
                span(box.detail().isEmpty() ? "" : " · " + box.detail()).withStyle(Style.NOTE)))
            .withStyle(OUTER + border(box.kind()));
    return box.inside().isEmpty() ? outer : outer.with(div(each(box.inside(), BoxView::tag)));
  }

  private static String border(String kind) {
    return switch (kind) {
      case "host" -> "2px solid " + Style.LINE + ";";
      case "cell" -> "2px solid #2f7dd1;";
      case "cgroup" -> "2px solid #3a9b5c;";
      default -> "1px dashed " + Style.LINE + ";";
    };
  }
}
