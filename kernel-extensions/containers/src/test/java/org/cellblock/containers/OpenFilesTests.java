package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class OpenFilesTests {

  @Test
  void whatStaysOpenIsNamed(@TempDir Path directory) throws Exception {
    List<String> before = OpenFiles.list();
    Path left = Files.createFile(directory.resolve("left"));
    try (InputStream open = Files.newInputStream(left)) {
      assertThat(open.available()).isZero();
      assertThatThrownBy(() -> OpenFiles.assertNothingCame(before, Duration.ZERO))
          .hasMessageContaining(left.toString());
    }
    OpenFiles.assertNothingCame(before);
  }
}
