package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimListTests {

  private static final Path NOTEBOOKS =
      Path.of(System.getProperty("basedir", "."), "../../notebooks");

  static List<Claim> claims() {
    return Claim.list();
  }

  @Test
  void idsAreUniqueAndInOrder() {
    assertThat(claims()).extracting(Claim::id).isSorted().doesNotHaveDuplicates();
    assertThat(claims()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aClaimSaysWhoSaysWhatAndWhereTheCourseComesToIt(Claim claim) {
    assertThat(claim.id()).matches("C\\d{3}");
    assertThat(claim.source()).isNotBlank();
    assertThat(claim.statement()).endsWith(".").hasSizeLessThan(120);
    assertThat(claim.notebook()).matches("0\\d|1[0-2]");
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aClaimHasAnExperimentOrAReasonWithAYear(Claim claim) {
    if (Experiments.ofCourse().of(claim.id()).isPresent()) {
      assertThat(claim.reason()).isEmpty();
      assertThat(claim.expected()).isNotEqualTo("not testable");
    } else {
      assertThat(claim.reason()).containsPattern("(19|20)\\d\\d");
      assertThat(claim.expected()).isEqualTo("not testable");
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  void theExpectedVerdictIsWrittenAsItIsRead(Claim claim) {
    assertThat(Expected.parse(claim.expected())).hasToString(claim.expected());
  }

  @Test
  void notebooksCheckOnlyClaimsThatThereAre() throws IOException {
    assertThat(claims()).extracting(Claim::id).containsAll(checkedIn(NOTEBOOKS));
  }

  private static Set<String> checkedIn(Path notebooks) throws IOException {
    Pattern magic = Pattern.compile("%claim (C\\d+)");
    try (Stream<Path> files = Files.list(notebooks)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .map(ClaimListTests::text)
          .flatMap(text -> magic.matcher(text).results())
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toSet());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void aClaimIsFoundBySmallLetters() {
    assertThat(Claim.of(" c126 ").id()).isEqualTo("C126");
  }

  @Test
  void anUnknownIdIsAnErrorThatNamesCloseOnes() {
    assertThatThrownBy(() -> Claim.check("C1126"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "claim [C1126]: expected one of %d; close to it: C112, C116, C126; Claim.all() lists them"
                .formatted(claims().size()));
  }

  @Test
  void aNotebooksClaimsAreItsOwn() {
    assertThat(Claim.inNotebook("03").stringColumn("notebook").unique().asList())
        .containsExactly("03");
  }

  @Test
  void aNotebookWithoutClaimsIsAnErrorThatNamesThoseThatHaveSome() {
    assertThatThrownBy(() -> Claim.inNotebook("99"))
        .hasMessageMatching("notebook \\[99\\]: expected one with claims: \\[01(, \\d\\d)*\\]");
  }

  @Test
  void theTableHasAColumnForEachComponent() {
    assertThat(Claim.all().columnNames())
        .containsExactly("id", "source", "statement", "expected", "notebook", "reason");
  }
}
