package org.cellblock.jupyter.cinf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CinfScreenTests {

  private final StringWriter out = new StringWriter();

  @Test
  void withoutAWidthLinesAreWhole() {
    screen(OptionalInt.empty(), false).print("x".repeat(500));
    assertThat(out.toString()).isEqualTo("x".repeat(500) + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30, 69})
  void aNarrowScreenCutsLines(int width) {
    screen(OptionalInt.of(width), false).print("y".repeat(100) + "\nshort");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= width);
    assertThat(out.toString().lines().findFirst()).get().asString().endsWith("…");
  }

  @Test
  void aTerminalDrawsInPlace() {
    CinfScreen screen = screen(OptionalInt.empty(), true);
    screen.draw("a\nb");
    screen.draw("c\nd");
    assertThat(out).hasToString("a\nb\n\033[2A\033[Jc\nd\n");
  }

  @Test
  void aPipeGetsOneAfterTheOther() {
    CinfScreen screen = screen(OptionalInt.empty(), false);
    screen.draw("a");
    screen.draw("b");
    assertThat(out).hasToString("a\nb\n");
  }

  @Test
  void aWordOfSeveralLinesGoesOnBelowItself() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("controlfile", "a", "b"),
            StringColumn.create("value", "1\n2", "3"));
    assertThat(CinfText.of(table))
        .isEqualTo("CONTROLFILE  VALUE\na            1\n             2\nb            3");
  }

  @Test
  void aLongCommandInTheMiddleIsCut() {
    Table table =
        Table.create(
            "t", StringColumn.create("cmd", "z".repeat(99)), IntColumn.create("n", new int[] {1}));
    assertThat(CinfText.of(table).lines().skip(1)).containsExactly("z".repeat(39) + "…  1");
  }

  private CinfScreen screen(OptionalInt width, boolean isTerminal) {
    return new CinfScreen(new PrintWriter(out, true), width, isTerminal);
  }
}
