package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that use what an earlier, failed cell should have made. */
class LossesTests {
  private static final String REFUSED = ", which was refused: strace is not installed";
  private static EngineSession session;
  private int refused;

  @BeforeAll
  static void start() {
    session = new EngineSession();
    session.run(
        """
        <T> T refuse() { throw new IllegalStateException("strace is not installed"); }
        int size(List<String> list) { return list.size(); }""");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @BeforeEach
  void refuse() {
    session.failure(
        "List<String> calls = refuse();\nint seen = 1;\nString said() { return \"\"; }");
    refused = session.cells();
  }

  private String line(String name) {
    return "`" + name + "` comes from cell " + refused + REFUSED;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls.size()",
        "for (String each : calls) { System.out.println(each); }",
        "Runnable later = () -> calls.clear();",
        "size(calls)",
        "\"got \" + calls",
        "new Thread(() -> calls.clear()).start();",
        "class Uses { int n = calls.size(); }\nnew Uses().n",
        "int uses() { return calls.size(); }\nuses()"
      })
  void aCellThatUsesWhatARefusedOneShouldHaveMadeGetsOneLine(String java) {
    CellFailure failure = session.failure(java);
    assertThat(Failures.text(failure)).isEqualTo(line("calls"));
    assertThat(failure.getMessage()).isEqualTo(line("calls"));
    assertThat(failure.name()).isEqualTo("NotMade");
  }

  @Test
  void whatStandsBelowTheRefusedStatementIsLostToo() {
    assertThat(session.words("seen + 1")).isEqualTo(line("seen"));
    assertThat(session.words("said()")).isEqualTo(line("said"));
  }

  @Test
  void severalNamesAreALineEachAndOtherErrorsStandBelow() {
    assertThat(session.words("calls.size() + seen + other"))
        .startsWith(line("calls") + "\n" + line("seen") + "\nLine 1: cannot find symbol\n")
        .contains("variable other")
        .doesNotContain("variable calls");
  }

  @Test
  void aChainIsToldWithTheCellThatItBeganIn() {
    session.failure("var first = calls.get(0);");
    session.failure("String twice = first + first;");
    String from = " comes from cell %d, which needs `calls` from cell " + refused + REFUSED;
    assertThat(session.words("first.length()")).isEqualTo("`first`" + from.formatted(refused + 1));
    assertThat(session.words("twice.length()")).isEqualTo("`twice`" + from.formatted(refused + 2));
  }

  @Test
  void whatIsDeclaredAnewIsForgotten() {
    session.run("List<String> calls = null;");
    assertThat(session.words("calls.size()"))
        .startsWith("NullPointerException: Cannot invoke \"java.util.List.size()\" because")
        .contains("because \"calls\" is null");
  }

  @Test
  void aVariableThatARefusedCellShouldHaveAssignedIsToldUntilItIsAssigned() {
    session.run("List<String> late = null;");
    session.failure("late = refuse();");
    refused = session.cells();
    assertThat(session.words("late.size()")).isEqualTo(line("late"));
    assertThat(session.words("size(late)")).startsWith(line("late") + "\nNullPointerException: ");
    assertThat(session.words("Host.run(\"true\", late.get(0))")).isEqualTo(line("late"));
    session.run("late = null;");
    assertThat(session.words("late.size()")).startsWith("NullPointerException: ");
  }

  @Test
  void nullThatTheLibraryRefusesIsToldToo() {
    session.run("String program = null;");
    session.failure("program = refuse();");
    refused = session.cells();
    assertThat(session.words("Host.run(program)"))
        .startsWith(line("program") + "\nIllegalArgumentException: ")
        .contains("[null]");
    assertThat(session.words("Host.run((String) null)")).startsWith("IllegalArgumentException: ");
  }

  @Test
  void aNullOnPurposeIsTheNormalError() {
    session.run("String nothing = null;");
    assertThat(session.words("nothing.length()")).startsWith("NullPointerException: ");
    assertThat(session.words("size(null)")).startsWith("NullPointerException: ");
  }

  @Test
  void aMemberOfALostNameIsTheNormalError() {
    assertThat(session.words("List.of(1).calls")).contains("cannot find symbol");
    assertThat(session.words("\"calls\".calls()")).contains("cannot find symbol");
  }

  @Test
  void variablesMadeOfOneThatIsDeclaredAnewInVainKeepTheirValues() {
    session.run("List<String> words = List.of(\"a\");\nint count = words.size();");
    session.failure("List<String> words = refuse();");
    refused = session.cells();
    assertThat(session.run("count")).isEqualTo(1);
    assertThat(session.words("words.size()")).isEqualTo(line("words"));
  }

  @Test
  void eachWayToFailHasItsWord() {
    session.failure("int whole = 1 / 0;");
    String cell = "comes from cell " + session.cells() + ", which ";
    assertThat(session.words("whole"))
        .isEqualTo("`whole` " + cell + "failed: ArithmeticException: / by zero");
    session.failure("int first = 1;\nint typo = ;");
    cell = "comes from cell " + session.cells() + ", which ";
    assertThat(session.words("first")).startsWith("`first` " + cell + "doesn't compile: line 2: ");
  }

  @Test
  void ofALongErrorBothEndsAreTold() {
    session.failure("int x = Integer.parseInt(\"begin\" + \"1\".repeat(999) + \"end\");");
    assertThat(session.words("x"))
        .contains("For input string: \"begin111", "1 ... 1", "111end\"")
        .hasSizeBetween(200, 320);
  }

  @Test
  void anInterruptedCellIsSaidToBe() {
    session.run(
        """
        var begun = new java.util.concurrent.CountDownLatch(1);
        int sleep() throws Exception { begun.countDown(); Thread.sleep(60_000); return 1; }""");
    CountDownLatch begun = (CountDownLatch) session.run("begun");
    Thread interrupter = new Thread(() -> interruptAfter(begun));
    interrupter.start();
    session.failure("int slept = sleep();");
    int cell = session.cells();
    assertThat(session.words("slept"))
        .isEqualTo("`slept` comes from cell " + cell + ", which was interrupted");
  }

  private static void interruptAfter(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.engine.interrupt(Interruption.ASKED_FOR);
  }

  @Test
  void theFirstOfTwoVariablesOfOneStatementFailsTheCell() {
    assertThat(session.words("int one = 1 / 0, two = 2;")).startsWith("ArithmeticException: ");
    assertThat(session.words("one")).startsWith("`one` comes from cell ");
  }

  @Test
  void aNameThatNobodyDeclaredGetsAHint() {
    assertThat(session.words("nobody.size()"))
        .contains("cannot find symbol", "Hint: `nobody` isn't declared yet: run the cells above");
    assertThat(session.words("\"\".nobody()")).doesNotContain("Hint");
  }
}
