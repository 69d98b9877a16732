package org.cellblock.jupyter.lab;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;

import j2html.tags.specialized.DivTag;
import java.util.stream.Collectors;
import org.cellblock.jupyter.render.Html;
import org.cellblock.labs.Lab;
import org.cellblock.labs.NotYet;
import org.cellblock.labs.Report;
import org.cellblock.labs.Result;
import org.cellblock.labs.Task;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows labs in a notebook: Markdown for their texts, HTML for their results, text beside both. */
public final class LabView {
  private static final String INDENTED = "margin-left:5.5em;white-space:pre-wrap;";
  private static final String WORD = "display:inline-block;width:5.5em;font-weight:600;";
  private static final String LABEL = "display:inline-block;width:5.5em;opacity:0.75;";

  private LabView() {}

  /**
   * Shows what a lab is about and its tasks.
   *
   * @param lab the lab
   * @return Markdown, with the same as text
   */
  public static DisplayData of(Lab lab) {
    String tasks = lab.tasks().stream().map(LabView::task).collect(Collectors.joining("\n"));
    String text = lab.readme() + "\n" + tasks;
    DisplayData shown = new DisplayData(text);
    shown.putMarkdown(text);
    return shown;
  }

  private static String task(Task task) {
    return "## %d. %s%n%n%s%n".formatted(task.number(), task.title(), task.text());
  }

  /**
   * Shows how a lab stands.
   *
   * @param report the result of a check
   * @return HTML, with the same as text
   */
  public static DisplayData of(Report report) {
    String next =
        report.passed()
            ? "All solved. %solution shows another way."
            : "%hint helps with the first that is not solved.";
    DisplayData shown = new DisplayData(report + "\n" + next);
    shown.putHTML(
        div(b(report.headline()), each(report.results(), LabView::result), div(next))
            .withClass(Html.NO_FORMULAS)
            .render());
    return shown;
  }

  private static DivTag result(Result result) {
    Task task = result.task();
    String title = task.number() + ". " + task.title();
    DivTag line = div(span(result.word()).withStyle(WORD), span(title));
    result.finding().ifPresent(finding -> line.with(finding(finding)));
    return line;
  }

  private static DivTag finding(NotYet finding) {
    return div(
            part("expected", finding.expected()),
            part("seen", finding.shown()),
            part("why", finding.why()))
        .withStyle("margin-bottom:0.5em;");
  }

  private static DivTag part(String label, String text) {
    return div(span(label).withStyle(LABEL), span(text)).withStyle(INDENTED);
  }
}
