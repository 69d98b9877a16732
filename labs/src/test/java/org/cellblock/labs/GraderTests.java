package org.cellblock.labs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
class GraderTests {

  @Test
  void aTaskWhoseTestsAllRanAndPassedIsSolved() {
    assertThat(grade(Passing.class, 1).passed()).isTrue();
  }

  @Test
  void aTestThatIsMissingIsNeverAPass() {
    assertThat(grade(Passing.class, 2).toString())
        .isEqualTo(
            """
            lab 98 Fake: 0 of 1 tasks done

            not yet  1. Fake task
                     expected  2 checks to run and to pass
                     seen      1 did
                     why       a check that did not run proves nothing
            """);
  }

  @Test
  void aTestThatIsSkippedIsNeverAPass() {
    assertThat(grade(Skipped.class, 1).passed()).isFalse();
  }

  @Test
  void aClassThatCannotBeSetUpIsNeverAPass() {
    assertThat(shown(grade(Broken.class, 1))).contains("0 did", "broken on purpose");
  }

  @Test
  void aFindingIsShownAsItIs() {
    assertThat(grade(Failing.class, 1).toString())
        .isEqualTo(
            """
            lab 98 Fake: 0 of 1 tasks done

            not yet  1. Fake task
                     expected  two
                     seen      one
                               and a second line
                     why       reasons
            """);
  }

  @Test
  void whatTheAnswerThrewIsShown() {
    Answers throwing =
        expression -> {
          throw new AnswerException(expression + " ended", null);
        };
    assertThat(shown(Grader.grade(lab(Passing.class, 1), throwing))).isEqualTo("one() ended");
  }

  @Test
  void anAnswerOfAnotherTypeIsAFinding() {
    assertThat(shown(Grader.grade(lab(Passing.class, 1), expression -> "text")))
        .isEqualTo("a String: text");
  }

  @Test
  void whatAnAnswerOpensAndStartsIsGoneAfterwards() {
    Cell[] cell = new Cell[1];
    Program[] program = new Program[1];
    Cell before = Cell.open("before");
    Answers messy =
        expression -> {
          cell[0] = Cell.open("messy");
          program[0] = Host.start("sleep", "1000");
          return 1;
        };
    assertThat(Grader.grade(lab(Passing.class, 1), messy).passed()).isTrue();
    program[0].waitFor();
    assertThat(cell[0].isOpen()).isFalse();
    assertThat(Cells.all()).containsExactly(before);
    before.close();
  }

  @Test
  void aLabIsNotGradedOnACellsThread() {
    try (Cell cell = Cell.open("inside")) {
      assertThatThrownBy(() -> cell.call(() -> grade(Passing.class, 1)))
          .hasMessage("a lab is graded on the host, not on a cell's thread");
    }
  }

  private static Report grade(Class<?> tests, int count) {
    return Grader.grade(lab(tests, count), expression -> 1);
  }

  private static String shown(Report report) {
    return report.results().get(0).finding().orElseThrow().shown();
  }

  private static Lab lab(Class<?> tests, int count) {
    Task task = new Task(1, "Fake task", "", List.of(), count);
    return new Lab(new Fake(tests, count), "Fake", "", List.of(task), "", "");
  }

  private record Fake(Class<?> tests, int count) implements Exercise {
    @Override
    public String folder() {
      return "98_fake";
    }

    @Override
    public List<Integer> testsPerTask() {
      return List.of(count);
    }

    @Override
    public Scene open() {
      return () -> {};
    }
  }

  @ExtendWith(AnswersParameter.class)
  static class Passing {
    @Test
    @Tag("task:1")
    void passes(Answers answers) {
      assertThat(answers.get("one()", Integer.class)).isEqualTo(1);
    }
  }

  static class Skipped {
    @Test
    @Tag("task:1")
    @Disabled
    void isSkipped() {}
  }

  static class Broken {
    @BeforeAll
    static void fails() {
      throw new IllegalStateException("broken on purpose");
    }

    @Test
    @Tag("task:1")
    void neverRuns() {}
  }

  static class Failing {
    @Test
    @Tag("task:1")
    void fails() {
      throw new NotYet("two", "one\nand a second line", "reasons");
    }
  }
}
