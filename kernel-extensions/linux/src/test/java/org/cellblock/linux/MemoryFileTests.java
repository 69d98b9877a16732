package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MemoryFileTests {

  private static final byte[] CONTENT = {1, 2, 3};

  private final Path file = Path.of(MemoryFile.of("test", CONTENT).path());

  @Test
  void nobodyCanWriteToIt() {
    assertRefused(StandardOpenOption.WRITE);
  }

  @Test
  void nobodyCanMakeItLonger() {
    assertRefused(StandardOpenOption.APPEND);
  }

  @Test
  void nobodyCanMakeItShorter() {
    assertThatThrownBy(() -> Files.newOutputStream(file).close()).isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void theProgramsOfCellsAreSuchFiles() throws IOException {
    for (String path : new String[] {InitProgram.path(), JoinProgram.path()}) {
      byte[] before = Files.readAllBytes(Path.of(path));
      assertThatThrownBy(() -> Files.write(Path.of(path), CONTENT)).isInstanceOf(IOException.class);
      assertThat(Path.of(path)).hasBinaryContent(before);
    }
  }

  private void assertRefused(StandardOpenOption how) {
    assertThatThrownBy(
            () -> {
              try (FileChannel open = FileChannel.open(file, how)) {
                open.write(ByteBuffer.wrap(new byte[] {9}));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("Operation not permitted");
    assertThat(file).hasBinaryContent(CONTENT);
  }
}
