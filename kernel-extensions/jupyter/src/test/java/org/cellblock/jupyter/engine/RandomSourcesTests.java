package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.cellblock.jupyter.assist.Assistant;
import org.cellblock.jupyter.assist.Inspector;
import org.cellblock.jupyter.engine.Splitter.Statement;

/** Random words of Java: whatever they are, they get an answer. None of them can loop for ever. */
@Tag("slow")
class RandomSourcesTests {
  private static final List<String> WORDS =
      List.of(
          "if",
          "else",
          "(",
          ")",
          "(x > 0)",
          "while (1 > 2)",
          "do",
          "for (; 1 > 2;)",
          "for",
          "{",
          "}",
          ";",
          ";",
          "\n",
          "\n",
          "x",
          "1",
          "=",
          "+",
          ",",
          ".",
          "->",
          "::",
          "?",
          ":",
          "int",
          "int y",
          "var z",
          "class C",
          "record R()",
          "enum E",
          "interface I",
          "void f()",
          "int f(int n)",
          "return",
          "yield",
          "break",
          "continue",
          "try",
          "catch (Exception e)",
          "finally",
          "switch (x)",
          "case 1:",
          "case 1 ->",
          "default:",
          "throw",
          "new",
          "new int[]",
          "\"s\"",
          "\"",
          "\"\"\"\n",
          "'c'",
          "'",
          "//",
          "/*",
          "*/",
          "@",
          "@Deprecated",
          "import",
          "import java.util.*;",
          "package",
          "label:",
          "synchronized",
          "(x)",
          "static",
          "final",
          "private",
          "assert",
          "this",
          "super",
          "null",
          "<",
          ">",
          "[",
          "]",
          "...",
          "\\",
          "\\u0022",
          "\\u007b",
          "\u0000",
          "\u001a",
          "\ud800",
          "é",
          "_",
          "$",
          "#",
          "%",
          "!",
          "instanceof",
          "lambda -> 1",
          "x++",
          "x = 2",
          "System.out",
          "List<",
          "sealed",
          "permits",
          "non-sealed");

  private static EngineSession session;

  @BeforeContainer
  static void start() {
    session = new EngineSession();
    session.run("int x = 1;");
  }

  @AfterContainer
  static void close() {
    session.close();
  }

  @Provide
  Arbitrary<String> sources() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 1500)
  void splittingLosesNoText(@ForAll("sources") String java) {
    List<Statement> statements = session.engine.splitter().split(new Origin(1, java, 0), java);
    String found = statements.stream().map(Statement::text).collect(Collectors.joining());
    assertThat(bare(java)).as(java).isIn(bare(found), bare(found) + bare(behind(java, statements)));
  }

  @Property(tries = 250)
  void everyCellEndsAndTheNextOneRuns(@ForAll("sources") String java) {
    try {
      session.run(java);
    } catch (CellFailure expected) {
      assertThat(expected.getMessage()).as(java).isNotBlank();
    }
    assertThat(session.run("1 + 1")).as(java).isEqualTo(2);
  }

  @Property(tries = 250)
  void whatIsBeingTypedIsAnswered(@ForAll("sources") String java) {
    Assistant assistant = new Assistant(session.late, List::of);
    int end = java.codePointCount(0, java.length());
    assertThat(assistant.isComplete(java)).as(java).isNotNull();
    assertThat(assistant.complete(java, end)).as(java).isNotNull();
    new Inspector().inspect(assistant, java, end);
  }

  /** Comments alone are no statement. */
  private static String behind(String java, List<Statement> statements) {
    int from = 0;
    if (!statements.isEmpty()) {
      Statement last = statements.get(statements.size() - 1);
      from = Math.min(java.length(), last.origin().offset() + last.text().length());
    }
    String rest = java.substring(from).strip();
    return rest.startsWith("//") || rest.startsWith("/*") ? rest : "";
  }

  private static String bare(String java) {
    return java.replaceAll("[\\s;]", "");
  }
}
