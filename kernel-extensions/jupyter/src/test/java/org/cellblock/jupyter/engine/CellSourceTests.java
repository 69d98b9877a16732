package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.jupyter.engine.CellSource.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSourceTests {
  @Test
  void aLineMagicStandsBetweenStatements() {
    assertThat(CellSource.parse("int a = 1;\n  %doctor now\na"))
        .containsExactly(
            new Piece.Java("int a = 1;\n", 0),
            new Piece.Line("doctor", "now", 11),
            new Piece.Java("a", 25));
  }

  @Test
  void aMagicMayFollowAnExpressionWithoutASemicolon() {
    assertThat(CellSource.parse("cell.run(\"ps\")\n%doctor")).hasSize(2);
  }

  @Test
  void aCellMagicTakesAllBelow() {
    assertThat(CellSource.parse("%%sh web \nls\n%x\n"))
        .containsExactly(new Piece.Whole("sh", "web", "ls\n%x\n", 10));
  }

  @Test
  void aCellMagicMayHaveNoBody() {
    assertThat(CellSource.parse("%%sh")).containsExactly(new Piece.Whole("sh", "", "", 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int r = (17\n%seven);",
        "int r = 17 +\n%seven;",
        "var t = \"\"\"\n%d items\n\"\"\";",
        "/*\n%not a magic\n*/",
        "{\n%b\n}",
        "String s = \"(\"; char c = '{'; // (\nint x = 100 % 7;"
      })
  void javaStaysJava(String java) {
    assertThat(CellSource.parse(java)).containsExactly(new Piece.Java(java, 0));
  }

  @Test
  void argumentsAreSplitLikeAShells() {
    assertThat(Magics.split("a 'b c' \"d \\\" e\" f\\ g ''"))
        .containsExactly("a", "b c", "d \" e", "f g", "");
  }
}
