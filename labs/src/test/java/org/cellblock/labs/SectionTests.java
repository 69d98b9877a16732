package org.cellblock.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTests {

  private static final String TEXT =
      """
      # Title

      left out

      ## 1. One

      1. a nudge
         in two lines
      2. the page

      ## 2. Two
      """;

  @Test
  void aTextFallsApartAtItsNumberedHeadings() {
    assertThat(Section.parse(TEXT)).extracting(Section::title).containsExactly("One", "Two");
  }

  @Test
  void anItemIsOneLine() {
    assertThat(Section.parse(TEXT).get(0).items())
        .isEqualTo(List.of("a nudge in two lines", "the page"));
  }

  @Test
  void aTextWithoutSuchHeadingsHasNoSections() {
    assertThat(Section.parse("# Title\n\n## Other\n")).isEmpty();
  }
}
