package org.cellblock.jupyter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTests {

  private final Lab lab = Labs.named("03");

  @TempDir private Path directory;

  @Test
  void itLiesBesideTheStarterOfTheCheckout() {
    assertThat(AnswerFile.of(lab)).endsWithRaw(Path.of("labs/03_namespaces/answer.jsh"));
  }

  @Test
  void itBeginsAsTheStarter() {
    Path file = directory.resolve("answer.jsh");
    AnswerFile.start(lab, file);
    assertThat(file).hasContent(lab.starter());
  }

  @Test
  void anExistingOneIsLeftAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("answer.jsh"), "mine");
    assertThatThrownBy(() -> AnswerFile.start(lab, file))
        .hasMessage("%s exists, and is left as it is", file);
    assertThat(file).hasContent("mine");
  }
}
