package org.cellblock.jupyter.engine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java that no class file can hold, and declarations that break others: a cell never says ok. */
@Tag("slow")
class SnippetCompilerTests {
  private static final String MANY = "total = total * 7 + 123456; ".repeat(9000);
  private static final Map<String, String> TOO_LARGE =
      Map.ofEntries(
          Map.entry("block", "{ " + MANY + "}"),
          Map.entry("loop", "for (int i = 0; i < 1; i++) { " + MANY + "}"),
          Map.entry("method", "void large() { " + MANY + "}"),
          Map.entry("class", "class Large { void run(int total) { " + MANY + "} }"),
          Map.entry("lambda", "Runnable large = () -> { " + MANY + "};"),
          Map.entry("array", "int[] large = {" + list(9000, i -> 100_000 + i + "") + "};"),
          Map.entry("value", "new int[] {" + list(9000, i -> 100_000 + i + "") + "}"),
          Map.entry("string", "String large = \"" + "x".repeat(70_000) + "\";"),
          Map.entry("printed", "System.out.println(\"" + "x".repeat(70_000) + "\");"),
          Map.entry("folded", "\"" + "x".repeat(40_000) + "\" + \"" + "y".repeat(40_000) + "\""),
          Map.entry("name", "int " + "n".repeat(70_000) + " = 1;"),
          Map.entry("parameters", "void large(" + list(256, i -> "int p" + i) + ") {}"),
          Map.entry("components", "record Large(" + list(256, i -> "int p" + i) + ") {}"),
          Map.entry("dimensions", "Object large = new int" + "[1]".repeat(256) + ";"),
          Map.entry(
              "constants",
              IntStream.range(0, 70)
                  .mapToObj(m -> constants(m))
                  .collect(joining("\n", "class Large {\n", "}"))));

  private static EngineSession session;

  @BeforeAll
  static void start() {
    session = new EngineSession();
    session.run("int kept = 42;\nint total = 0;\nint twice() { return 2 * kept; }");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block",
        "loop",
        "method",
        "class",
        "lambda",
        "array",
        "value",
        "string",
        "printed",
        "folded",
        "name",
        "parameters",
        "components",
        "dimensions",
        "constants"
      })
  void whatNoClassFileHoldsIsAnErrorAndAllElseIsKept(String which) {
    assertThat(session.failure(TOO_LARGE.get(which)).name()).isEqualTo("CompileError");
    assertThat(session.run("kept")).isEqualTo(42);
    assertThat(session.run("int next = twice() + total;\nnext")).isEqualTo(84);
    session.run("void large() { total = 0; }");
    session.run("large();");
  }

  @Test
  void aLimitSaysWhatToDo() {
    assertThat(session.words(TOO_LARGE.get("block")))
        .contains("code too large", "Hint: a method has at most 64 KiB of bytecode");
    assertThat(session.words(TOO_LARGE.get("string")))
        .contains("constant string too long", "Hint: a constant string has at most 65535 bytes");
    assertThat(session.words(TOO_LARGE.get("parameters")))
        .contains("too many parameters", "Hint: a method has at most 255 parameters");
  }

  @Test
  void codeThatTheChecksForInterruptsWouldMakeTooLargeRuns() {
    session.run("{ " + "do total++; while (total < 0);".repeat(4500) + " }");
    assertThat(session.run("total")).isEqualTo(4500);
    session.run("total = 0;");
  }

  @Test
  void aStatementBehindOneThatIsTooLargeDoesntRun() {
    session.failure(TOO_LARGE.get("block") + "\nkept = 5;");
    assertThat(session.run("kept")).isEqualTo(42);
  }

  @Test
  void aVariableThatIsReplacedByWhatIsTooLargeIsSaidToBeGone() {
    session.run("String replaced = \"short\";");
    String java = TOO_LARGE.get("string").replace("large", "replaced");
    assertThat(session.words(java)).endsWith("declared again: what it replaces is gone.");
    assertThat(session.words("replaced")).contains("doesn't compile: line 1: constant string too");
  }

  @Test
  void aMethodThatANewDeclarationBreaksIsNamed() {
    session.run("class Coin { int side; }");
    session.run("int side(Coin coin) { return coin.side; }");
    session.run("class Coin { int value; }");
    assertThat(session.notes).anyMatch(note -> note.startsWith("side can't be used until"));
  }

  private static String list(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(joining(", "));
  }

  private static String constants(int method) {
    return "Object[] m"
        + method
        + "() { return new Object[] {"
        + list(1000, i -> "\"c" + method + "_" + i + "\"")
        + "}; }";
  }
}
