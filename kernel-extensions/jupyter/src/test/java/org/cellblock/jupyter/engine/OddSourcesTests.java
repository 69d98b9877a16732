package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.jupyter.assist.Assistant;
import org.cellblock.jupyter.assist.Inspector;
import org.cellblock.jupyter.engine.Splitter.Part;
import org.cellblock.jupyter.engine.Splitter.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are no Java, or only the half of it: each gets an answer, and the next one runs. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class OddSourcesTests {
  private static EngineSession session;
  private static Assistant assistant;

  @BeforeAll
  static void start() {
    session = new EngineSession();
    assistant = new Assistant(session.late, () -> List.of("%doctor"));
    session.run("int x = 1;");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (x > 0)",
        "while (1>2)",
        "for(;;)",
        "for (int i : new int[0])",
        "if (x > 0) while (x > 1)",
        "if (true) ; else",
        "while (true) // c",
        "while (true) /* c */",
        "label:",
        "do",
        "do x++;",
        "try {}",
        "switch (x)",
        "int x,",
        "{",
        "f(1,",
        "\"\"\"\ntext"
      })
  void whatIsUnfinishedIsSaidToBeAndRunsNothing(String java) {
    assertThat(assistant.isComplete(java)).isIn("", "  ");
    assertThat(session.failure("x = 5;\n" + java).name()).isEqualTo("CompileError");
    assertThat(session.run("x")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "else",
        "}",
        ")",
        "case 1:",
        "return",
        "return;",
        "break;",
        "continue;",
        "yield 1;",
        "yield",
        "@",
        "#",
        "\\",
        "\"",
        "'ab'",
        "\\u0022",
        "\\u",
        "\u0000",
        "\u001a",
        "int a; \u001a int b;",
        "\ud800",
        "int \ud800;",
        "package a;",
        "import nope.*;",
        "import nope.Nope;",
        "1 2",
        "System.out.println(7) System.out.println(8)",
        "int x = 1 int y = 2",
        "int y else x = 5;",
        "int y :: x = 5;",
        "void f();",
        "goto",
        "_",
        "this",
        "super()",
        "0x",
        "1 ? 2",
        "if (true) int y = 1;",
        "/* b"
      })
  void whatIsNoJavaIsAnErrorWithWords(String java) {
    CellFailure failure = session.failure(java);
    assertThat(failure.name()).isEqualTo("CompileError");
    assertThat(failure.getMessage()).matches("line \\d+: .+");
    assertThat(session.run("x")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", ";", ";;", "// c", "/* c */", "//\n/**/ ;", "{}", "\r\n"})
  void whatIsNothingDoesNothing(String java) {
    assertThat(session.run(java)).isNull();
    assertThat(assistant.isComplete(java)).isEqualTo("complete");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u0022a\\u0022", "\"\"\"\na\\\n\"\"\"", "/* ; */ \"a\" // ;", "(\"a\")"})
  void oddSpellingsOfAValueHaveIt(String java) {
    assertThat(session.run(java)).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"class Object {}", "record Throwable(int a) {}", "class Claim {}"})
  void aTypeAfterWhichNothingWouldCompileIsRefused(String java) {
    assertThat(session.words(java)).containsAnyOf("hides java.lang.", "is imported already");
    assertThat(session.run("x + 1")).isEqualTo(2);
  }

  @Test
  void anImportAfterWhichNothingWouldCompileIsRefused() {
    session.run("class Callable {}");
    assertThat(session.words("import java.util.concurrent.Callable;"))
        .startsWith("Line 1: Callable is declared already");
    assertThat(session.run("x + 1")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"class Engine {}", "class String {}", "class Cell {}", "class REPL {}"})
  void aTypeMayHaveTheNameOfOneOfOursOrOfJavas(String java) {
    session.run(java);
    assertThat(session.run("x + 1")).isEqualTo(2);
    assertThat(session.run("\"a\" + x")).isEqualTo("a1");
  }

  @Test
  void aReturnWithAValueSaysThatItEndsItsStatementOnly() {
    session.run("return 1;\nint behind = 2;");
    assertThat(session.notes).singleElement().asString().startsWith("return ends this statement");
    assertThat(session.run("behind")).isEqualTo(2);
  }

  @Test
  void aCellOfAMegabyteIsSplitWithoutReadingItAllForEachStatement() {
    String java = "x = x + 1; // the comment of a line that is long, and has an \"end\"\n";
    String cell = java.repeat(15_000) + "if (x > 0) x = 1;\n// no else\nelse x = 2;\nx";
    List<Statement> statements = session.engine.splitter().split(new Origin(1, cell, 0), cell);
    assertThat(statements).hasSize(15_002).noneMatch(Statement::isBroken);
    assertThat(statements.get(15_000).text()).contains("else x = 2;");
    assertThat(statements.get(15_001).origin().lineAt(0)).isEqualTo(15_004);
  }

  @Test
  void eachPartLeavesLessText() {
    for (String java :
        List.of("if (x)", "for(;;)", "a: b:", "int x = 1, y", "x y z", "foo() bar()")) {
      String rest = java;
      while (!rest.isBlank()) {
        Part part = session.engine.splitter().first(rest);
        assertThat(part.remaining().length()).as(rest).isLessThan(rest.length());
        rest = part.remaining();
      }
    }
  }

  @Test
  void codeTooDeepForTheCompilerIsAnErrorAndTheNextCellRuns() {
    String deep = "int deep = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ";";
    String sum = "int sum = 1" + "+1".repeat(50_000) + ";";
    for (String java : List.of(deep, sum)) {
      assertThat(session.words(java)).contains("nested too deep for the compiler");
      assertThat(session.run("x + 1")).isEqualTo(2);
    }
    assertThat(assistant.isComplete(deep)).isEqualTo("invalid");
    assertThat(assistant.complete(deep, deep.length()).getReplacements()).isEmpty();
    assertThat(new Inspector().inspect(assistant, deep, deep.length())).isNull();
  }
}
