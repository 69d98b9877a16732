package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedAttributeTests {

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void makeAFile() throws IOException {
    file = Files.createFile(directory.resolve("file"));
  }

  @Test
  void itReadsWhatJavaWrote() throws IOException {
    write("x", "some value");
    assertThat(ExtendedAttribute.read(file, "user.x")).contains("some value");
  }

  @Test
  void anAttributeThatIsAbsentIsEmpty() {
    assertThat(ExtendedAttribute.read(file, "user.none")).isEmpty();
  }

  @Test
  void aFileThatHasVanishedIsEmpty() {
    assertThat(ExtendedAttribute.read(directory.resolve("gone"), "user.x")).isEmpty();
  }

  @Test
  void aValueThatIsTooLongIsRefused() throws IOException {
    write("long", "x".repeat(300));
    assertThatThrownBy(() -> ExtendedAttribute.read(file, "user.long"))
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith(
            "lgetxattr(path=\"%s\", name=\"user.long\"): ERANGE (34)".formatted(file));
  }

  private void write(String name, String value) throws IOException {
    assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "needs a file system with user attributes in " + directory);
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write(name, ByteBuffer.wrap(value.getBytes()));
  }
}
