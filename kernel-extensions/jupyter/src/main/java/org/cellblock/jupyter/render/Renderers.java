package org.cellblock.jupyter.render;

import java.util.function.Function;
import org.cellblock.containers.Box;
import org.cellblock.containers.Output;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/** Registers how Cellblock's values are shown, each as HTML and as text. */
public final class Renderers {
  private Renderers() {}

  /**
   * Registers all of them.
   *
   * @param renderer a notebook kernel's renderer
   */
  public static void register(Renderer renderer) {
    add(renderer, Table.class, t -> TableView.of(t).html(), t -> TableView.of(t).text());
    add(renderer, Output.class, TerminalView::html, TerminalView::text);
    add(renderer, Box.class, BoxView::html, Box::toString);
  }

  private static <T> void add(
      Renderer renderer, Class<T> type, Function<T, String> html, Function<T, String> text) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(value));
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> html.apply(value));
            });
  }
}
