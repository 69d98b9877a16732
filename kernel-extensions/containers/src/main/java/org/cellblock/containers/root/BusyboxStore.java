package org.cellblock.containers.root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.Fd;

/**
 * The user's store of busybox trees: one for each build of busybox, made once, in {@link
 * Host#cacheDirectory}. Before a process uses one, it is compared with the busybox that is
 * installed; one that differs is made anew.
 */
final class BusyboxStore {

  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"), Path.of("/sbin/busybox"));

  /** Followed by the pid of the process that builds. */
  private static final String DRAFT = ".draft-";

  private static final FileAttribute<?> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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
      return in(Host.cacheDirectory(), StaticProgram.require(program)).root();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "make a busybox tree in %s: is there room? XDG_CACHE_HOME may name another directory"
              .formatted(Host.cacheDirectory()),
          unwritable);
    }
  }

  static BusyboxTree in(Path store, Path program) throws IOException {
    BusyboxTree tree = new BusyboxTree(store.resolve("root-" + identity(program)));
    if (!tree.isWhole(program)) {
      Fd lock = lock(store);
      try {
        if (!tree.isWhole(program)) { // else another process has made it meanwhile
          remove(tree.directory());
          build(program, tree.directory());
        }
      } finally {
        lock.close();
      }
    }
    return tree;
  }

  /** Locks a directory that nobody else may enter, and so can't lock either. */
  private static Fd lock(Path store) throws IOException {
    Path own = store.resolve("lock");
    return ControlDirectory.lock(Files.createDirectories(own, OURS_ALONE), true);
  }

  /** Renames first: a tree is whole or absent. */
  private static void remove(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      Path bad = draft(tree.getParent());
      Files.move(tree, bad.resolve("bad"));
      PathUtils.delete(bad);
    }
  }

  private static Path draft(Path store) throws IOException {
    return Files.createTempDirectory(store, DRAFT + ProcessHandle.current().pid() + "-");
  }

  /** Tells builds apart without reading them: size and time of the last change. */
  private static String identity(Path program) throws IOException {
    return Files.size(program) + "-" + Files.getLastModifiedTime(program).toMillis();
  }

  /** Builds beside the final place and renames, so that a tree is whole or absent. */
  static void build(Path program, Path tree) throws IOException {
    Files.createDirectories(tree.getParent());
    sweep(tree.getParent());
    Path draft = draft(tree.getParent());
    try {
      new BusyboxTree(draft).fill(program, applets(program));
      move(draft, tree);
    } finally {
      if (Files.exists(draft)) {
        PathUtils.deleteDirectory(draft);
      }
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
