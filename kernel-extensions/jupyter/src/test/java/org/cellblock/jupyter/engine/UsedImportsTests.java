package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsedImportsTests {
  private static final String ALL =
      "package REPL;\nimport java.util.*; import static REPL.$JShell$1.a;   "
          + "import static REPL.$JShell$2B.b;   import static REPL.$JShell$3.$c;   ";

  /** As JShell's own parts have it. */
  public record Part(String wrapped) {}

  private static String needed(String java) {
    return UsedImports.during(() -> UsedImports.of(ALL, List.of(new Part(java))));
  }

  @Test
  void onlyTheNotebooksNamesThatASnippetNamesAreImported() {
    assertThat(needed("int x = b + ab;"))
        .isEqualTo("package REPL;\nimport java.util.*; import static REPL.$JShell$2B.b;   ");
    assertThat(needed("$c")).contains("$JShell$3.$c;").doesNotContain("$JShell$1.");
  }

  @Test
  void allAreWhereANameMayBeEscapedAndForWhatIsBeingTyped() {
    assertThat(needed("int x = \\u0061;")).isEqualTo(ALL);
    assertThat(UsedImports.of(ALL, List.of(new Part("x")))).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = UsedImports.CLASS)
  void theJshellOfThisJavaHasThePlaceToWeaveInto(String name) throws ClassNotFoundException {
    byte[] woven = UsedImports.woven(Class.forName(name));
    assertThat(new String(woven, StandardCharsets.ISO_8859_1))
        .contains("org/cellblock/jupyter/engine/UsedImports");
  }
}
