package org.cellblock.fuzz;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cellblock.linux.CellThread;
import org.cellblock.linux.UserNamespace;
import org.cellblock.procfs.Change;
import org.cellblock.procfs.Snapshot;

/**
 * The machine as the fuzzer found it: what {@link Snapshot} sees, files, and this process's own
 * threads and open files.
 *
 * <p>Other processes of the machine change files meanwhile. Where the root is an overlay, see
 * {@code sacrificial}, all that is in its upper layer is the fuzzer's doing. Elsewhere these are
 * the files of {@code /etc} and the names where files come, but for those of other users.
 */
public final class HostState {

  private static final List<String> NAMES =
      List.of(
          "/",
          "/tmp",
          "/var/tmp",
          "/run",
          "/run/lock",
          "/run/lxc",
          "/run/runc",
          "/dev",
          "/dev/shm",
          "/dev/mqueue",
          "/root",
          "/home",
          "/srv",
          "/opt",
          "/usr",
          "/var/lib",
          "/var/lib/lxc");

  private static final Path UPPER = Path.of("/mnt/upper");
  private static final boolean IS_ROOT = UserNamespace.isRootOfAllUsers();
  private static final int SPARE_FILES = 24;

  private final Snapshot snapshot = Snapshot.take();
  private final Map<String, String> files = new TreeMap<>();
  private final List<String> openFiles;

  private HostState(Path ours) throws IOException {
    readTree(ours);
    boolean isOverlaid = Files.isDirectory(UPPER);
    readTree(isOverlaid ? UPPER : Path.of("/etc"));
    for (String each : NAMES) {
      if (!isOverlaid || !device(Path.of(each)).equals(device(Path.of("/")))) {
        readNames(Path.of(each));
      }
    }
    openFiles = readOpenFiles();
  }

  /**
   * Looks at the machine.
   *
   * @param ours a directory that no call may reach
   * @return what there is now
   * @throws IOException when it can't be read
   */
  public static HostState take(Path ours) throws IOException {
    return new HostState(ours);
  }

  /**
   * Says what is otherwise later.
   *
   * @param after the later look
   * @return a line for each difference
   */
  public List<String> differences(HostState after) {
    List<String> lines = new ArrayList<>();
    snapshot.changes(after.snapshot).stream()
        .filter(HostState::isOurs)
        .map(
            each ->
                String.join(" ", each.change(), each.kind(), each.what(), each.before(), "->")
                    + " "
                    + each.after())
        .forEach(lines::add);
    Stream.concat(files.keySet().stream(), after.files.keySet().stream())
        .distinct()
        .filter(name -> !files.getOrDefault(name, "").equals(after.files.getOrDefault(name, "")))
        .map(name -> name + ": " + files.get(name) + " -> " + after.files.get(name))
        .forEach(lines::add);
    if (after.openFiles.size() > openFiles.size() + SPARE_FILES) {
      List<String> more = new ArrayList<>(after.openFiles);
      openFiles.forEach(more::remove);
      lines.add("open files: %d more: %s".formatted(more.size(), more.stream().limit(60).toList()));
    }
    return lines;
  }

  /** Returns those threads of this process that are in other namespaces than its main thread. */
  public static List<String> strayThreads() throws IOException {
    List<String> stray = new ArrayList<>();
    String main = namespaces(Path.of("/proc/self"));
    for (String tid : Path.of("/proc/self/task").toFile().list()) {
      Path task = Path.of("/proc/self/task", tid);
      try {
        String own = namespaces(task);
        boolean makesRoots =
            CellThread.cellOf(Integer.parseInt(tid)).filter("cellblock-root"::equals).isPresent();
        if (!own.equals(main) && !makesRoots) {
          stray.add(Files.readString(task.resolve("comm")).strip() + " (" + tid + "): " + own);
        }
      } catch (IOException ended) {
        continue;
      }
    }
    return stray;
  }

  private static String namespaces(Path process) throws IOException {
    List<String> links = new ArrayList<>();
    for (String kind : List.of("mnt", "uts", "ipc", "net", "cgroup")) {
      links.add(Files.readSymbolicLink(process.resolve("ns").resolve(kind)).toString());
    }
    return String.join(" ", links);
  }

  private static List<String> readOpenFiles() throws IOException {
    List<String> open = new ArrayList<>();
    for (String fd : Path.of("/proc/self/fd").toFile().list()) {
      try {
        open.add(Files.readSymbolicLink(Path.of("/proc/self/fd", fd)).toString());
      } catch (IOException closed) {
        continue;
      }
    }
    open.replaceAll(each -> each.replaceAll(":\\[.*|/\\d+", ""));
    return open;
  }

  /** The machine's cgroups are the only thing here that isn't the fuzzer's alone. */
  private static boolean isOurs(Change change) {
    return !change.kind().equals("cgroup")
        || change.what().contains("-" + ProcessHandle.current().pid() + "-");
  }

  private void readTree(Path tree) throws IOException {
    walk(tree, file -> files.put("file " + file, contents(file)));
  }

  private void readNames(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(directory)) {
      try (Stream<Path> names = Files.list(directory)) {
        names.filter(each -> !isAnothers(each)).forEach(each -> files.put("name " + each, "there"));
      }
    }
  }

  /** In a user namespace of one user this process makes no file of another's. */
  private static boolean isAnothers(Path file) {
    try {
      return !IS_ROOT && !Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
    } catch (IOException gone) {
      return true;
    }
  }

  private static Object device(Path directory) throws IOException {
    return Files.exists(directory) ? Files.getAttribute(directory, "unix:dev") : "absent";
  }

  private interface Visit {
    void file(Path file);
  }

  private static void walk(Path root, Visit visit) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            visit.file(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            visit.file(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String contents(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return "-> " + Files.readSymbolicLink(file);
      }
      if (!Files.isRegularFile(file)) { // to open a fifo would wait for who writes
        return Files.isDirectory(file) ? "directory" : "special";
      }
      byte[] all = Files.readAllBytes(file);
      return all.length < 80 ? new String(all).strip() : all.length + "/" + Arrays.hashCode(all);
    } catch (IOException unreadable) {
      return "unreadable";
    }
  }
}
