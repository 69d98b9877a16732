package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
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
    assertThat(read("file", "user.x")).contains("some value");
  }

  @Test
  void anAttributeThatIsAbsentIsEmpty() {
    assertThat(read("file", "user.none")).isEmpty();
  }

  @Test
  void aFileThatHasVanishedIsEmpty() {
    assertThat(read("gone", "user.x")).isEmpty();
  }

  @Test
  void aValueThatIsTooLongIsRefused() throws IOException {
    write("long", "x".repeat(300));
    assertThatThrownBy(() -> read("file", "user.long"))
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith("fgetxattr(path=\"file\", name=\"user.long\"): ERANGE (34)");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    write("x", "some value");
    Files.createSymbolicLink(directory.resolve("link"), file);
    assertThatThrownBy(() -> read("link", "user.x"))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ELOOP");
  }

  private Optional<String> read(String path, String name) {
    try (RootDirectory root = RootDirectory.open(directory);
        RootPlace place = root.place(path)) {
      return ExtendedAttribute.read(place, name);
    }
  }

  private void write(String name, String value) throws IOException {
    assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "needs a file system with user attributes in " + directory);
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write(name, ByteBuffer.wrap(value.getBytes()));
  }
}
