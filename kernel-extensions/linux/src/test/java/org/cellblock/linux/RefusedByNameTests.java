package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That a call says which value it doesn't take, in one exception of our own. */
@Tag("kernel")
class RefusedByNameTests {

  @TempDir private static Path directory;

  private interface OnPlace {
    void run(RootDirectory root, RootPlace place);
  }

  private interface OnFd {
    void run(Fd fd);
  }

  private interface OnDirectory {
    void run(DirectoryFd directory);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        place("time [null]", (root, place) -> place.setModified(null)),
        place("action [null]", (root, place) -> place.forEachChild(null)),
        place("action [null]", (root, place) -> root.forEachChild(null)),
        place("existing [null]", (root, place) -> place.makeHardLink(null)),
        place("target [null]", (root, place) -> place.makeLink(null)),
        place("target [a\\0b]", (root, place) -> place.makeLink("a\0b")),
        place("mode [-1]", (root, place) -> place.setMode(-1)),
        place("mode [65536]", (root, place) -> place.setMode(0x10000)),
        place("mode [4096]", (root, place) -> root.setMode(010000)),
        place("source [null]", (root, place) -> root.bind(null, "x")),
        place("flags [null]", (root, place) -> root.bind(directory, "x", (MountFlag[]) null)),
        place("flags [null]", (root, place) -> root.bindToItself(".", (MountFlag[]) null)),
        place("flag [null]", (root, place) -> root.bindToItself(".", (MountFlag) null)));
  }

  static Stream<Arguments> wrongValuesElsewhere() {
    return Stream.of(
        directory("names [null]", proc -> proc.list(null)),
        directory("names [null]", proc -> proc.listDirectories(null)),
        directory("path [null]", proc -> proc.read(null)),
        directory("path [a\\0b]", proc -> proc.read("a\0b")),
        directory("path [null]", proc -> proc.readlink(null)),
        directory("path [a\\0b]", proc -> proc.readlink("a\0b")),
        fd("buffer [null]", fd -> fd.read(null)),
        fd("buffer [null]", fd -> fd.readAgain(null)),
        fd("read end [null]", fd -> new Pipe(null, fd)),
        fd("write end [null]", fd -> new Pipe(fd, null)),
        call("path [null]", () -> Fd.openForReading(null)),
        call("path [null]", () -> DirectoryFd.open(null)),
        call("path [null]", () -> DirectoryFd.openIfThere(null)),
        call("path [a\\0b]", () -> DirectoryFd.openIfThere("a\0b")),
        call("path [null]", () -> NamespaceFd.open(null)),
        call("steps [null]", () -> Steps.runAll(Arrays.asList((Runnable) null))),
        call("steps [null]", () -> Steps.runAllUninterrupted(Arrays.asList((Runnable) null))),
        call("variable [null]", () -> request(null, "x")),
        call("value of A [null]", () -> request("A", null)),
        call("pause in milliseconds [-1]", () -> Pause.millis(-1, "test")),
        call("pause in milliseconds [-1]", () -> Pause.uninterrupted(-1)),
        call("directory [relative]", () -> Others.exchange(Path.of("relative"))),
        call("file name [a/b]", () -> Given.fileName("a/b", "file name", "memory.max")),
        call("file name [..]", () -> Given.fileName("..", "file name", "memory.max")),
        call("file name []", () -> Given.fileName("", "file name", "memory.max")),
        call("file [\ud800]", () -> Given.path("\ud800", "file")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource({"wrongValues", "wrongValuesElsewhere"})
  void aWrongValueIsNamed(String what, Runnable call) {
    assertThatThrownBy(call::run)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what + ": expected ");
  }

  static Stream<Arguments> closedThings() {
    ProcScan scan = ProcScan.ofProcesses();
    scan.close();
    DirectoryFd proc = DirectoryFd.open("/proc");
    proc.close();
    return Stream.of(
        call("walk", () -> scan.fds((pid, fd, kind, inode) -> {})),
        call("walk", () -> scan.links((id, uid, kind, inode) -> {})),
        call("walk", scan::splitOff),
        call("directory", () -> proc.list(name -> {})),
        call("directory", () -> proc.read("stat")),
        call("directory", () -> proc.readlink("self")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("closedThings")
  void whatIsClosedSaysSo(String what, Runnable call) {
    assertThatThrownBy(call::run)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(what)
        .hasMessageContaining(": expected it open, and it is closed");
  }

  static Stream<Arguments> directoriesThatAreNone() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    return Stream.of(
        Arguments.of("ENOENT", directory.resolve("absent")),
        Arguments.of("ENOTDIR", file.resolve("below")),
        Arguments.of("ELOOP", loop));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("directoriesThatAreNone")
  void whatOthersCouldDoToNoDirectoryIsTheKernelsAnswer(String errno, Path none) {
    assertThatThrownBy(() -> Others.exchange(none))
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith("statx(path=\"%s\"): %s", none, errno);
    assertThatThrownBy(() -> Others.write(none))
        .isInstanceOf(SyscallException.class)
        .hasMessageStartingWith("statx(path=\"%s\"): %s", none, errno);
  }

  private static void request(String name, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put(name, value);
    Fd none = NullDevice.FD;
    new SpawnRequest("true", List.of("true"), environment, none, none, none);
  }

  private static Arguments place(String what, OnPlace work) {
    return call(
        what,
        () -> {
          try (RootDirectory root = RootDirectory.open(directory);
              RootPlace place = root.placeInMade("made/file")) {
            work.run(root, place);
          }
        });
  }

  private static Arguments directory(String what, OnDirectory work) {
    return call(
        what,
        () -> {
          try (DirectoryFd proc = DirectoryFd.open("/proc")) {
            work.run(proc);
          }
        });
  }

  private static Arguments fd(String what, OnFd work) {
    return call(
        what,
        () -> {
          try (Fd fd = NullDevice.openForWriting()) {
            work.run(fd);
          }
        });
  }

  private static Arguments call(String what, Runnable call) {
    return Arguments.of(what, call);
  }
}
