package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFdTests {

  @TempDir Path directory;

  @Test
  void allEntriesAreListedHoweverMany() throws Exception {
    List<String> names = IntStream.range(0, 3000).mapToObj(i -> "entry-" + i).toList();
    for (String name : names) {
      Files.createFile(directory.resolve(name));
    }
    List<String> found = new ArrayList<>();
    try (DirectoryFd fd = DirectoryFd.open(directory.toString())) {
      fd.list(found::add);
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void onlyDirectoriesAreListedWhereOnlyTheyAreAskedFor() throws Exception {
    Files.createDirectory(directory.resolve("inner"));
    Files.createFile(directory.resolve("file"));
    List<String> found = new ArrayList<>();
    try (DirectoryFd fd = DirectoryFd.open(directory.toString())) {
      fd.listDirectories(found::add);
    }
    assertThat(found).containsExactly("inner");
  }

  @Test
  void aDirectoryRemovedWhileOpenHasNoEntries() throws Exception {
    List<String> found = new ArrayList<>();
    try (DirectoryFd fd = DirectoryFd.open(Files.createDirectory(directory.resolve("x")) + "")) {
      Files.delete(directory.resolve("x"));
      fd.list(found::add);
    }
    assertThat(found).isEmpty();
    assertThat(DirectoryFd.openIfThere(directory.resolve("x").toString())).isEmpty();
  }

  @Test
  void aFileIsReadWholeAlsoWhenItsCharactersCrossABuffersEnd() throws Exception {
    String text = "x" + "ü".repeat(40_000);
    Files.writeString(directory.resolve("umlauts"), text);
    try (DirectoryFd fd = DirectoryFd.open(directory.toString())) {
      assertThat(fd.read("umlauts")).contains(text);
    }
  }

  @Test
  void whatHasVanishedIsAnEmptyAnswer() {
    try (DirectoryFd fd = DirectoryFd.open(directory.toString())) {
      assertThat(fd.read("gone")).isEmpty();
      assertThat(fd.readlink("gone")).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> DirectoryFd.open("/no/such/directory"))
        .hasMessage("open(path=\"/no/such/directory\"): ENOENT (2) No such file or directory");
  }
}
