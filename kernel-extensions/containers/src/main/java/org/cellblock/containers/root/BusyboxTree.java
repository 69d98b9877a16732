package org.cellblock.containers.root;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Others;

/**
 * One tree of the store: {@code base} with all that a root of busybox has, an empty {@code root} to
 * mount on, and the list of {@code applets}.
 */
record BusyboxTree(Path directory) {

  static final String DIRECTORY = "directory";
  private static final String PROGRAM = "the program";
  private static final int SMALL = 1000;

  static String linkTo(String target) {
    return "-> " + target;
  }

  Busybox root() {
    return new Busybox(base(), mountPoint());
  }

  /** Makes all of it in a directory that is empty. */
  void fill(Path program, List<String> applets) throws IOException {
    Files.createDirectory(base());
    Files.createDirectory(mountPoint());
    Files.write(list(), applets);
    Busybox.fill(base());
    Path bin = base().resolve("bin");
    Files.copy(program, bin.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String applet : applets) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
  }

  /**
   * Says whether it holds what was put in it, byte for byte, and nothing else, where nobody else
   * could change it.
   */
  boolean isWhole(Path program) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Others.write(directory).isEmpty()
        && Files.isRegularFile(list(), LinkOption.NOFOLLOW_LINKS)
        && seen(mountPoint(), program).equals(Map.of("", DIRECTORY))
        && seen(base(), program).equals(expected());
  }

  private Map<String, String> expected() throws IOException {
    Map<String, String> all = Busybox.filled();
    Files.readAllLines(list()).forEach(applet -> all.put("bin/" + applet, linkTo("busybox")));
    all.put("bin/busybox", PROGRAM);
    all.put("", DIRECTORY);
    return all;
  }

  /** Looks at each file once: the walk has its attributes. */
  private static Map<String, String> seen(Path top, Path program) throws IOException {
    Map<String, String> all = new HashMap<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes seen) {
            all.put(top.relativize(directory).toString(), DIRECTORY);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            all.put(top.relativize(file).toString(), describe(file, seen, program));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException refused) {
            all.put(top.relativize(file).toString(), refused.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  private static String describe(Path file, BasicFileAttributes seen, Path program)
      throws IOException {
    if (seen.isSymbolicLink()) {
      return linkTo(Files.readSymbolicLink(file).toString());
    }
    if (!seen.isRegularFile()) {
      return "neither file nor directory";
    }
    if (seen.size() < SMALL) {
      return Files.readString(file);
    }
    boolean isProgram =
        Files.getAttribute(file, "unix:mode").equals(Files.getAttribute(program, "unix:mode"))
            && Files.mismatch(file, program) == -1;
    return isProgram ? PROGRAM : "another file";
  }

  private Path base() {
    return directory.resolve("base");
  }

  private Path mountPoint() {
    return directory.resolve("root");
  }

  private Path list() {
    return directory.resolve("applets");
  }
}
