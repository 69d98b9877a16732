package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet.SubKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportsTests {
  private final EngineSession session = new EngineSession();

  @AfterEach
  void close() {
    session.close();
  }

  @ParameterizedTest
  @MethodSource("org.cellblock.jupyter.engine.Imports#library")
  void anImportDeclaredAnewLeavesTheOthers(String line) {
    session.run(line);
    assertThat(session.run("Stream.of(new File(\"a\"), UTS, Path.of(\"b\")).toList().size()"))
        .isEqualTo(3);
    assertThat(session.run("Claim.class.getSimpleName() + Notebook.class.getSimpleName()"))
        .isEqualTo("ClaimNotebook");
  }

  @Test
  void jshellKnowsEachImportedClassSoThatALearnersOwnCanTakeItsPlace() {
    assertThat(session.engine.shell().imports())
        .filteredOn(each -> each.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND)
        .extracting(ImportSnippet::name)
        .containsExactly("Claim", "Notebook");
  }
}
