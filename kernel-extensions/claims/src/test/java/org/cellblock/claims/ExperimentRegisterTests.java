package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The register is what the annotations say; what doesn't fit the list of claims is an error. */
class ExperimentRegisterTests {

  private static final Claim TWO = claim("C002", "confirmed");
  private static final Claim OPINION = claim("C018", "not testable");

  private static Claim claim(String id, String expected) {
    return new Claim(id, "somebody 2016", "Two is two.", expected, "01", "");
  }

  static final class Counts {
    @Checks("C002")
    static Evidence twoIsTwo() {
      return Evidence.confirmedIf(true, "2");
    }
  }

  static final class CountsAgain {
    @Checks("C002")
    static Evidence twoIsTwo() {
      return Evidence.confirmedIf(true, "two");
    }
  }

  static final class Takes {
    @Checks("C002")
    static Evidence twoIsTwo(int seen) {
      return Evidence.confirmedIf(seen == 2, "%d", seen);
    }
  }

  static final class Breaks {
    @Checks("C002")
    static Evidence twoIsTwo() throws IOException {
      throw new IOException("no disk");
    }
  }

  @Test
  void anExperimentIsFoundByTheIdThatItCarries() throws Exception {
    Experiments found = new Experiments(List.of(Counts.class), List.of(TWO, OPINION));
    assertThat(found.ids()).containsExactly("C002");
    assertThat(found.of("C002").orElseThrow().run())
        .isEqualTo(new Evidence(Verdict.CONFIRMED, "2"));
    assertThat(found.of("C018")).isEmpty();
  }

  @Test
  void whatAnExperimentThrowsComesAsItIs() {
    Experiment breaks =
        new Experiments(List.of(Breaks.class), List.of(TWO)).of("C002").orElseThrow();
    assertThatThrownBy(breaks::run).isInstanceOf(IOException.class).hasMessage("no disk");
  }

  @Test
  void twoExperimentsOfOneClaimAreAnError() {
    assertError(
        List.of(Counts.class, CountsAgain.class),
        List.of(TWO),
        "claim C002: two experiments, Counts.twoIsTwo and CountsAgain.twoIsTwo: expected one");
  }

  @Test
  void anExperimentOfNoClaimIsAnError() {
    assertError(
        List.of(Counts.class),
        List.of(OPINION),
        "claim C002: Counts.twoIsTwo checks it, and claims.csv has no such line");
  }

  @Test
  void aClaimThatExpectsAVerdictAndHasNoExperimentIsAnError() {
    assertError(
        List.of(),
        List.of(OPINION, TWO),
        "claim C002: claims.csv expects [confirmed], and there is no experiment: mark one with"
            + " @Checks(\"C002\"), in a class that Experiments lists");
  }

  @Test
  void anExperimentOfAClaimThatIsNotTestableIsAnError() {
    assertError(
        List.of(Counts.class),
        List.of(claim("C002", "not testable")),
        "claim C002: claims.csv says [not testable], and Counts.twoIsTwo checks it");
  }

  @Test
  void aMethodThatCannotBeAnExperimentIsAnError() {
    assertError(
        List.of(Takes.class),
        List.of(TWO),
        "claim C002: Takes.twoIsTwo: expected a static method without parameters that returns"
            + " Evidence");
  }

  private static void assertError(List<Class<?>> classes, List<Claim> claims, String message) {
    assertThatThrownBy(() -> new Experiments(classes, claims))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }
}
