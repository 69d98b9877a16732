package org.cellblock.jupyter.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.claims.CheckedClaim;
import org.cellblock.claims.Claim;
import org.cellblock.claims.Verdict;
import org.junit.jupiter.api.Test;

class ClaimViewTests {

  private static final Claim CLAIM =
      new Claim("C000", "<b>who</b>", "<script>x</script>", "corrected", "01", "");

  private static String html(Verdict found) {
    return ClaimView.html(new CheckedClaim(CLAIM, Verdict.CORRECTED, found, "<img src=x>", 1));
  }

  @Test
  void hostileTextStaysText() {
    assertThat(html(Verdict.CORRECTED)).doesNotContain("<script", "<img", "<b>who");
  }

  @Test
  void theVerdictStandsOut() {
    assertThat(html(Verdict.CORRECTED)).contains(">corrected here, as expected</b>");
  }

  @Test
  void aMismatchIsRed() {
    assertThat(html(Verdict.CONFIRMED))
        .contains(Style.text(Style.RED), "confirmed here; WRONG: we expected corrected");
  }
}
