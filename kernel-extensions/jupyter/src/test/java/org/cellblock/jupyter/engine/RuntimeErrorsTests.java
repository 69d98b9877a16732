package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.containers.Cell;
import org.cellblock.jupyter.wire.CellblockKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeErrorsTests {

  private static String words(Class<?> between) {
    Snippets snippets = new Snippets();
    snippets.put("7", new Origin(1, "read();", 0));
    Exception thrown = new IllegalStateException("on purpose");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(between.getName(), "read", "Some.java", 12),
          new StackTraceElement("REPL.$JShell$7", "do_it$", "#7", 1)
        });
    return Failures.text(new RuntimeErrors(snippets).of(thrown, thrown));
  }

  @ParameterizedTest
  @ValueSource(classes = {Checkpoint.class, CellblockKernel.class})
  void noFrameOfTheKernelIsShown(Class<?> ours) {
    assertThat(words(ours)).contains("on purpose", "read();").doesNotContain(ours.getName());
  }

  @Test
  void aFrameOfTheLibraryIsShown() {
    assertThat(words(Cell.class)).contains("at " + Cell.class.getName() + ".read(Some.java:12)");
  }
}
