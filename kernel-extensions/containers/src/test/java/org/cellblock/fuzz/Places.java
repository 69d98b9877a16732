package org.cellblock.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trees to give to calls, some of them hostile, and a place that no call is given. */
record Places(Path directory, Path outside, List<Path> trees, List<Path> names) {

  static Places make(Path directory) throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "as it was");
    Path plain = tree(directory, "plain");
    Path links = tree(directory, "links");
    for (String each : List.of("dev", "proc", "tmp", ".cellblock-old")) {
      Files.createSymbolicLink(links.resolve(each), outside);
    }
    Files.createSymbolicLink(links.resolve("up"), Path.of("../../../../.."));
    Path loop = tree(directory, "loop");
    Files.createSymbolicLink(loop.resolve("dev"), Path.of("proc"));
    Files.createSymbolicLink(loop.resolve("proc"), Path.of("dev"));
    Path files = tree(directory, "files");
    Files.writeString(files.resolve("dev"), "a file");
    Files.writeString(files.resolve("proc"), "a file");
    Path empty = Files.createDirectories(directory.resolve("empty"));
    List<Path> names =
        List.of(
            directory.resolve("absent"),
            directory.resolve("new"),
            files.resolve("dev"),
            directory.resolve("plain/../links"),
            Path.of("relative"),
            Path.of(""));
    return new Places(directory, outside, List.of(plain, links, loop, files, empty), names);
  }

  private static Path tree(Path directory, String name) throws IOException {
    Path tree = Files.createDirectories(directory.resolve(name));
    Files.createDirectories(tree.resolve("bin"));
    Files.createDirectories(tree.resolve("etc"));
    Files.writeString(tree.resolve("etc/motd"), "hello\n");
    return tree;
  }
}
