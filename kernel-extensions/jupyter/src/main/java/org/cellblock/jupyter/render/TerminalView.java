package org.cellblock.jupyter.render;

import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import j2html.tags.specialized.PreTag;
import org.cellblock.containers.host.Output;

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
    String end = output.succeeded() ? "" : "[" + output.status() + "]";
    return html(output.command(), output.stdout(), output.stderr(), end);
  }

  /**
   * Renders what a program has written until now.
   *
   * @param command the program and its arguments
   * @param stdout what it wrote to standard output
   * @param stderr what it wrote to standard error
   * @param end how it ended, empty if there is nothing to say
   * @return one preformatted block
   */
  public static String html(String command, String stdout, String stderr, String end) {
    PreTag block = pre(part(Style.PROMPT, "$ " + command + "\n")).withStyle(Style.TERMINAL);
    block.withText(stdout);
    if (!stderr.isEmpty()) {
      block.with(part(Style.STDERR, lineBreak(stdout) + stderr));
    }
    if (!end.isEmpty()) {
      String text = lineBreak(stdout + stderr) + end;
      block.with(part(Style.STDERR + "font-weight:600;", text));
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
