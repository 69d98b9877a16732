package org.cellblock.jupyter.render;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.span;

import org.cellblock.claims.CheckedClaim;
import org.cellblock.claims.Verdict;

/** A claim with its verdict here: who says what, and under it what the kernel showed. */
public final class ClaimView {
  private static final String BOX = "padding:4px 10px;color:inherit;border-left:3px solid ";

  private ClaimView() {}

  /**
   * Renders as HTML.
   *
   * @param checked a claim and what was found
   * @return one block of two lines
   */
  public static String html(CheckedClaim checked) {
    return div(
            div(checked.heading()).withStyle(Style.NOTE),
            div(
                b(checked.verdict()).withStyle(Style.text(colour(checked))),
                span(": " + checked.evidence())))
        .withClass(Html.NO_FORMULAS)
        .withStyle(BOX + colour(checked) + ";")
        .render();
  }

  private static String colour(CheckedClaim checked) {
    if (checked.isMismatch()) {
      return Style.RED;
    }
    if (checked.found() == Verdict.NOT_TESTABLE) {
      return "currentcolor";
    }
    return checked.found() == Verdict.CONFIRMED ? Style.GREEN : Style.ORANGE;
  }
}
