package org.cellblock.jupyter.assist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cellblock.jupyter.engine.LateEngine;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantTests {
  private static Assistant assistant;

  @BeforeAll
  static void start() {
    LateEngine engine = new LateEngine();
    engine.start();
    assistant = new Assistant(engine, () -> List.of("%doctor", "%%in", "%%sh"));
  }

  private static ReplacementOptions complete(String code) {
    return assistant.complete(code, code.codePointCount(0, code.length()));
  }

  @Test
  void onlyTheUnfinishedNameIsReplaced() {
    ReplacementOptions options = complete("int é = 1;\n\"😀\".isBl");
    assertThat(options.getReplacements()).containsExactly("isBlank()");
    assertThat(options.getSourceStart()).isEqualTo(15);
    assertThat(options.getSourceEnd()).isEqualTo(19);
  }

  @Test
  void magicsAreCompleted() {
    assertThat(complete("int a;\n%").getReplacements()).containsExactly("%doctor", "%%in", "%%sh");
    assertThat(complete("%%s").getReplacements()).containsExactly("%%sh");
  }

  @Test
  void theBodyOfACellMagicIsCompleted() {
    assertThat(complete("%%in web\nProcfs.processe").getReplacements())
        .containsExactly("processes()");
  }

  @ParameterizedTest
  @CsvSource({
    "java.ut, util., 5",
    "import java.util.conc, concurrent., 17",
    "int x = 1 + java.la, lang., 17",
    "jav, javax., 0",
    "java.util.concurrent., atomic., 21",
    "org.cellblock.li, linux., 14"
  })
  void packagesAreCompleted(String code, String next, int start) {
    ReplacementOptions options = complete(code);
    assertThat(options.getReplacements()).contains(next);
    assertThat(options.getSourceStart()).isEqualTo(start);
  }

  @Test
  void aMembersNameIsNoPackages() {
    assertThat(complete("String java = \"\"; java.toString().jav").getReplacements()).isEmpty();
    assertThat(complete("\"java.ut").getReplacements()).isEmpty();
  }

  @Test
  void ourJavadocIsShown() {
    DisplayData shown = new Inspector().inspect(assistant, "Cell.open(\"x\")", 8);
    assertThat(shown.getData(MIMEType.TEXT_PLAIN).toString())
        .startsWith("Cell Cell.open(String name)")
        .contains("Opens a cell that still shares everything with the host.")
        .contains("throws IllegalArgumentException: for another name");
    assertThat(shown.getData(MIMEType.TEXT_HTML).toString()).contains("<p>Opens a cell");
  }

  @Test
  void ourTypesAreShown() {
    DisplayData shown = new Inspector().inspect(assistant, "RootFs", 3);
    assertThat(shown.getData(MIMEType.TEXT_PLAIN).toString())
        .contains("A directory tree that can become the root of a cell.");
  }

  @ParameterizedTest
  @CsvSource({
    "Jail.parse, Reads a jail.conf with one jail.",
    "Lxcs.list, Lists them as lxc-ls --fancy does",
    "Runc.bundle, Makes a bundle that runs a shell",
    "Cinf.namespaces, Lists the namespaces that processes are in",
    "Claim.expect, Checks a value in a cell of your own"
  })
  void theJavadocOfEveryImportIsShown(String call, String words) {
    DisplayData shown = new Inspector().inspect(assistant, call + "()", call.length());
    assertThat(shown.getData(MIMEType.TEXT_PLAIN).toString()).contains(words);
  }

  @Test
  void nothingIsKnownOfANameThatIsNone() {
    assertThat(new Inspector().inspect(assistant, "nothingOfThatName", 3)).isNull();
  }

  @Test
  void codeIsCompleteIncompleteOrInvalid() {
    assertThat(assistant.isComplete("int a = 1")).isEqualTo("complete");
    assertThat(assistant.isComplete("if (true) {")).isEqualTo("  ");
    assertThat(assistant.isComplete("int = 1;")).isEqualTo("invalid");
  }
}
