package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What openat2(2) answers and what the walk does are held against the same table. */
class RootDirectoryTests {

  @TempDir Path place;

  private Path root;
  private Path outside;

  @BeforeEach
  void makeATreeThatPointsOut() throws IOException {
    outside = Files.createDirectory(place.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "as before");
    root = Files.createDirectory(place.resolve("root"));
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/file"), "inside");
    link("up", "../../../..");
    link("absolute", "/a");
    link("out", outside.toString());
    link("a/back", "../a/b");
    link("round", "round");
    link("dangling", "/not/there");
    link("to-file", "a/file");
    for (int i = 0; i < 41; i++) {
      link("chain" + i, i == 0 ? "a" : "chain" + (i - 1));
    }
  }

  @AfterEach
  void takeTheLinksAway() throws IOException {
    Files.deleteIfExists(root.resolve("up"));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  @ParameterizedTest
  @CsvSource({
    "., .",
    "/, .",
    "..,.",
    "../../.., .",
    "a/../../.., .",
    "/../../a, a",
    "a/./b//, a/b",
    "up, .",
    "up/a, a",
    "up/up/../a/b, a/b",
    "absolute, a",
    "absolute/b/../.., .",
    "a/back/.., a",
    "to-file, a/file",
    "out, ENOENT",
    "out/canary, ENOENT",
    "round, ELOOP",
    "round/x, ELOOP",
    "chain39, a",
    "chain40, ELOOP",
    "dangling, ENOENT",
    "a/file/x, ENOTDIR",
    "a/file/.., ENOTDIR",
    "to-file/.., ENOTDIR",
    "nothing, ENOENT",
    "nothing/../a, ENOENT",
  })
  void aPathLeadsWhereItWouldInAChroot(String path, String expected) throws IOException {
    for (boolean asksKernel : new boolean[] {true, false}) {
      assertThat(found(path, asksKernel))
          .as("%s, by kernel: %s", path, asksKernel)
          .isEqualTo(expected.startsWith("E") ? expected : inode(root.resolve(expected)));
    }
  }

  private String found(String path, boolean asksKernel) {
    try (RootDirectory directory = RootDirectory.open(root, asksKernel);
        Fd fd = directory.resolve(Names.of(path), true)) {
      return Long.toString(FileStatus.of(fd, "").inode());
    } catch (SyscallException refused) {
      return refused.errnoName();
    }
  }

  private static String inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino").toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void directoriesAreMadeInsideWhateverTheLinksSay(boolean asksKernel) throws IOException {
    try (RootDirectory directory = RootDirectory.open(root, asksKernel)) {
      directory.makeDirectories("/../../up/new");
      directory.makeDirectories("out/x");
      directory.makeDirectories("dangling/y");
    }
    assertThat(root.resolve("new")).isDirectory();
    assertThat(root.resolve(outside.toString().substring(1) + "/x")).isDirectory();
    assertThat(root.resolve("not/there/y")).isDirectory();
    assertThat(outside).isDirectoryNotContaining(each -> !each.endsWith("canary"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsMadeAtALinkIsRefused(boolean asksKernel) throws IOException {
    link("at", outside.resolve("made").toString());
    try (RootDirectory directory = RootDirectory.open(root, asksKernel);
        RootPlace at = directory.place("at")) {
      assertThatThrownBy(at::makeFile).hasMessageContaining("EEXIST");
      assertThatThrownBy(() -> at.setMode(0777)).hasMessageContaining("ELOOP");
      assertThatThrownBy(at::read).hasMessageContaining("ELOOP");
      at.delete();
    }
    assertThat(root.resolve("at")).doesNotExist();
    assertThat(outside.resolve("made")).doesNotExist();
  }

  @Test
  void aTreeIsDeletedWithoutFollowingItsLinks() throws IOException {
    try (RootDirectory directory = RootDirectory.open(root)) {
      directory.forEachChild(RootPlace::delete);
    }
    assertThat(root).isEmptyDirectory();
    assertThat(outside.resolve("canary")).hasContent("as before");
  }

  @Test
  void aPlaceStaysWhereItIsWhenThePathBecomesALink() throws IOException {
    try (RootDirectory directory = RootDirectory.open(root);
        RootPlace at = directory.place("a/b/new")) {
      Files.move(root.resolve("a/b"), root.resolve("moved"));
      Files.createSymbolicLink(root.resolve("a/b"), outside);
      try (OutputStream file = at.makeFile()) {
        file.write("x".repeat(100_000).getBytes());
      }
    }
    assertThat(root.resolve("moved/new")).hasSize(100_000);
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void noNameIsNoPlace() {
    try (RootDirectory directory = RootDirectory.open(root)) {
      for (String path : new String[] {"", "/", ".", "..", "a/..", "a/../."}) {
        assertThatThrownBy(() -> directory.place(path))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("path [%s]: expected a name at its end, which dots are not", path);
      }
      assertThatThrownBy(() -> directory.place("a\0b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NUL");
    }
  }

  @Test
  void theLinksOfProcThatLeadOutAreRefused() {
    try (RootDirectory proc = RootDirectory.open(Path.of("/proc"))) {
      assertThatThrownBy(() -> proc.status("self/root"))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("ELOOP");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noSwapInTheMiddleLeadsOut(boolean asksKernel) throws Exception {
    Files.createDirectories(root.resolve("s/t"));
    AtomicBoolean done = new AtomicBoolean();
    Thread swapper =
        new Thread(
            () -> {
              while (!done.get()) {
                swap();
              }
            });
    swapper.start();
    try (RootDirectory directory = RootDirectory.open(root, asksKernel)) {
      for (int i = 0; i < 2000; i++) {
        tryToMake(directory, "s/made" + i);
        tryToMake(directory, "s/t/../../made" + i);
      }
    } finally {
      done.set(true);
      swapper.join();
    }
    assertThat(outside).isDirectoryNotContaining(each -> !each.endsWith("canary"));
    assertThat(place).isDirectoryNotContaining(each -> each.toString().contains("made"));
  }

  private static void tryToMake(RootDirectory directory, String path) {
    try (RootPlace at = directory.place(path)) {
      at.makeDirectory();
    } catch (SyscallException swapped) {
      assertThat(swapped.errnoName()).isIn("ENOENT", "EEXIST", "ENOTDIR", "ELOOP", "EAGAIN");
    }
  }

  private void swap() {
    try {
      Files.move(root.resolve("s"), root.resolve("kept"));
      Files.createSymbolicLink(root.resolve("s"), outside);
      Files.delete(root.resolve("s"));
      Files.move(root.resolve("kept"), root.resolve("s"));
    } catch (IOException made) {
      throw new java.io.UncheckedIOException(made);
    }
  }
}
