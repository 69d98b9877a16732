package org.cellblock.jupyter.render;

import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import j2html.tags.specialized.PreTag;
import org.cellblock.containers.Output;

/** What a program wrote, as a terminal would show it: command, stdout, stderr, how it ended. */
public final class TerminalView {
  private TerminalView() {}

  /**
   * Renders as HTML.
   *
   * @param output a program's output
   * @return one preformatted block
   */
  public static String html(Output output) {
    PreTag block = pre(part(Style.PROMPT, "$ " + output.command() + "\n")).withStyle(Style.TERMINAL);
    block.withText(output.stdout());
    if (!output.stderr().isEmpty()) {
      block.with(part(Style.STDERR, lineBreak(output.stdout()) + output.stderr()));
    }
    if (!output.succeeded()) {
      String before = lineBreak(output.stdout() + output.stderr());
      block.with(part(Style.STDERR + "font-weight:600;", before + "[" + output.status() + "]"));
    }
    return block.render();
  }

  /**
   * Renders as text.
   *
   * @param output a program's output
   * @return the command's output, and the status unless it is 0
   */
  public static String text(Output output) {
    return output.toString().stripTrailing();
  }

  private static DomContent part(String style, String text) {
    return span(text).withStyle(style);
  }

  private static String lineBreak(String before) {
    return before.isEmpty() || before.endsWith("\n") ? "" : "\n";
  }
}
