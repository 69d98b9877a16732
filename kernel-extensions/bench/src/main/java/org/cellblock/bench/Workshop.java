package org.cellblock.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;

/**
 * A directory with what the tools need: a root tree, bundles, states. Closing removes it, and the
 * cgroups of its name; so does a signal. After {@code kill -9} the cgroups go with the next.
 *
 * @param directory a new one
 * @param name what the names of containers and cgroups begin with; nobody else's do
 */
record Workshop(Path directory, String name) implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("(cellblock-bench-(\\d+))(-[a-z]+)?");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Path LXC_LOCKS = Path.of("/run/lxc/lock");

  static Workshop open() throws IOException {
    sweep(name -> !isAlive(name));
    Path directory = Host.temporaryDirectory("bench");
    Workshop workshop = new Workshop(directory, "cellblock-bench-" + ProcessHandle.current().pid());
    Runtime.getRuntime().addShutdownHook(new Thread(workshop::end, "workshop"));
    for (String part : List.of("root/bin", "root/proc", "root/dev", "root/sys", "root/tmp")) {
      Files.createDirectories(directory.resolve(part));
    }
    Path busybox = Path.of(which("busybox", "busybox-static"));
    Files.copy(busybox, directory.resolve("root/bin/busybox"));
    directory.resolve("root/bin/busybox").toFile().setExecutable(true, false);
    Files.createSymbolicLink(directory.resolve("root/bin/true"), Path.of("busybox"));
    return workshop;
  }

  /**
   * Returns the path of a program of the distribution's.
   *
   * @throws IllegalStateException when it isn't installed, with the command that installs it
   */
  static String which(String program, String aptPackage) {
    return find(program, "%s is not installed: apt-get install %s".formatted(program, aptPackage));
  }

  /** Returns the path of a program that no package has. */
  static String which(String program) {
    return find(program, program + " is not installed");
  }

  private static String find(String program, String otherwise) {
    Output output = Host.run("sh", "-c", "command -v " + program);
    if (!output.succeeded()) {
      throw new IllegalStateException(otherwise);
    }
    return output.stdout().strip();
  }

  /** Returns the tree that tools use as a root: busybox, and empty directories. */
  Path root() {
    return directory.resolve("root");
  }

  /** Returns a path in the workshop. */
  Path path(String part) {
    return directory.resolve(part);
  }

  /** Writes a file of the workshop. */
  Path write(String part, String text) throws IOException {
    Path file = directory.resolve(part);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Removes what tools left: their cgroups, LXC's locks, and this directory. */
  @Override
  public void close() throws IOException {
    for (Path cgroup : cgroups()) {
      delete(cgroup, file -> Files.isDirectory(file));
    }
    deleteLocks();
    delete(directory, path -> true);
  }

  /** LXC keeps them in directories named after ours and all those above it. */
  private void deleteLocks() throws IOException {
    Path locks = LXC_LOCKS.resolve(Path.of("/").relativize(directory));
    delete(locks, path -> true);
    for (Path above = locks.getParent();
        Files.isDirectory(above) && !above.equals(LXC_LOCKS) && isEmpty(above);
        above = above.getParent()) {
      Files.delete(above);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private List<Path> cgroups() throws IOException {
    return cgroups(each -> each.group(1).equals(name));
  }

  /** Finds them below other cgroups too: this process is seldom in those at the top. */
  private static List<Path> cgroups(Predicate<Matcher> whose) throws IOException {
    List<Path> found = new ArrayList<>();
    SimpleFileVisitor<Path> finder =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) {
            Matcher matcher = NAME.matcher(path.getFileName().toString());
            if (!matcher.matches()) {
              return FileVisitResult.CONTINUE;
            }
            if (whose.test(matcher)) {
              found.add(path);
            }
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException goneOrNotOurs) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        };
    if (Files.isDirectory(CGROUPS)) {
      Files.walkFileTree(CGROUPS, finder);
    }
    return found;
  }

  private static boolean isAlive(Matcher name) {
    return ProcessHandle.of(Long.parseLong(name.group(2))).isPresent();
  }

  private void end() {
    try {
      sweep(each -> each.group(1).equals(name));
      deleteLocks();
    } catch (IOException | UncheckedIOException inUse) {
      // the next workshop removes the rest
    }
  }

  /** Removes cgroups, but none with a process. */
  private static void sweep(Predicate<Matcher> whose) throws IOException {
    for (Path cgroup : cgroups(whose)) {
      try {
        delete(cgroup, Files::isDirectory);
      } catch (UncheckedIOException busyOrNotOurs) {
        // goes with a later one
      }
    }
  }

  /** Deletes a tree from its leaves up; in cgroupfs only directories can be. */
  private static void delete(Path tree, Predicate<Path> which) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      files.sorted(Comparator.reverseOrder()).filter(which).forEach(Workshop::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (NoSuchFileException gone) {
      // the tool or another of ours was faster
    } catch (IOException busy) {
      throw new UncheckedIOException("remove " + file, busy);
    }
  }
}
