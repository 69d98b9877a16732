package org.cellblock.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * The user's store of busybox trees: one for each build of busybox, made once, in {@link
 * Host#cacheDirectory}.
 */
final class BusyboxStore {

  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"), Path.of("/sbin/busybox"));

  /** Followed by the pid of the process that builds. */
  private static final String DRAFT = ".draft-";

  private BusyboxStore() {}

  static Busybox installed() {
    Path program =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "busybox is not installed: apt-get install busybox-static"));
    try {
      StaticProgram.require(program);
      Path tree = Host.cacheDirectory().resolve("root-" + identity(program));
      if (!Files.isDirectory(tree)) {
        build(program, tree);
      }
      return new Busybox(tree.resolve("base"), tree.resolve("root"));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "make a busybox tree in %s: is there room? XDG_CACHE_HOME may name another directory"
              .formatted(Host.cacheDirectory()),
          unwritable);
    }
  }

  /** Tells builds apart without reading them: size and time of the last change. */
  private static String identity(Path program) throws IOException {
    return Files.size(program) + "-" + Files.getLastModifiedTime(program).toMillis();
  }

  /** Builds beside the final place and renames, so that a tree is whole or absent. */
  static void build(Path program, Path tree) throws IOException {
    Files.createDirectories(tree.getParent());
    sweep(tree.getParent());
    Path draft =
        Files.createTempDirectory(tree.getParent(), DRAFT + ProcessHandle.current().pid() + "-");
    try {
      fill(program, draft);
      move(draft, tree);
    } finally {
      if (Files.exists(draft)) {
        PathUtils.deleteDirectory(draft);
      }
    }
  }

  private static void fill(Path program, Path draft) throws IOException {
    Path base = Files.createDirectory(draft.resolve("base"));
    Files.createDirectory(draft.resolve("root"));
    Busybox.fill(base);
    Path bin = base.resolve("bin");
    Files.copy(program, bin.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String applet : applets(program)) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
  }

  private static void move(Path draft, Path tree) throws IOException {
    try {
      Files.move(draft, tree, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      if (!Files.isDirectory(tree)) { // else somebody was faster
        throw refused;
      }
    }
  }

  /** Removes what processes that were killed while they built have left. */
  static void sweep(Path store) throws IOException {
    List<Path> drafts;
    try (Stream<Path> all = Files.list(store)) {
      drafts = all.filter(each -> each.getFileName().toString().startsWith(DRAFT)).toList();
    }
    for (Path draft : drafts) {
      String pid = draft.getFileName().toString().substring(DRAFT.length()).split("-")[0];
      if (!Files.exists(Path.of("/proc", pid))) {
        PathUtils.deleteDirectory(draft);
      }
    }
  }

  private static List<String> applets(Path program) {
    Output list = StaticProgram.run(program, "--list");
    return list.stdout().lines().filter(applet -> !applet.equals("busybox")).toList();
  }
}
