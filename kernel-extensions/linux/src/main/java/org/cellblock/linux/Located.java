package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an open file is, however its path was spelled: in which file system, and where in that.
 *
 * @param type of the file system, for example {@code proc}
 * @param device the file system's number
 * @param path from the file system's own root on
 * @param mountPoint where the calling thread sees that file system; empty when it sees a part
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">
 *     proc_pid_mountinfo(5)</a>
 */
record Located(String type, String device, String path, String mountPoint) {

  /** Opens a file for nothing but asking where it is: no device notices, no FIFO waits. */
  static final int O_PATH = 010000000;

  private static final String MOUNT_ID = "mnt_id:";

  /** One line of mountinfo. */
  private record Row(String id, String device, String root, String point, String type) {
    static Row of(String line) {
      String[] words = line.split(" ");
      String type = line.substring(line.indexOf(" - ") + 3).split(" ")[0];
      return new Row(words[0], words[2], unescape(words[3]), unescape(words[4]), type);
    }
  }

  /** Finds a file that the calling cell has open; nothing when it lies in no mount that it sees. */
  static Optional<Located> of(CellThread cell, Fd fd) {
    String task = "/proc/self/task/" + cell.tid();
    try {
      return HostThread.call(
          () -> {
            String id = mountId(fd);
            String file = link("/proc/self/fd/" + fd.number());
            String root = link(task + "/root");
            return rows(task).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .flatMap(row -> within(row, join(root, row.point()), file));
          });
    } catch (IOException noProc) {
      return Optional.empty();
    }
  }

  /** Returns where the host sees a file of a file system that it has mounted too. */
  Optional<Path> onHost() {
    try {
      return HostThread.call(() -> rows("/proc/thread-self")).stream()
          .filter(row -> row.device().equals(device) && isBelow(path, row.root()))
          .findFirst()
          .map(row -> Given.path(join(row.point(), rest(path, row.root())), "path"));
    } catch (IOException noProc) {
      return Optional.empty();
    }
  }

  /** Says whether the host has a mount of a file system. */
  static boolean isOnHost(String device) {
    try {
      return HostThread.call(() -> rows("/proc/thread-self")).stream()
          .anyMatch(row -> row.device().equals(device));
    } catch (IOException noProc) {
      return true;
    }
  }

  private static Optional<Located> within(Row row, String point, String file) {
    if (!isBelow(file, point)) {
      return Optional.empty();
    }
    String place = row.root().equals("/") ? row.point() : "";
    return Optional.of(
        new Located(row.type(), row.device(), join(row.root(), rest(file, point)), place));
  }

  private static String mountId(Fd fd) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number())).stream()
        .filter(line -> line.startsWith(MOUNT_ID))
        .map(line -> line.substring(MOUNT_ID.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static List<Row> rows(String task) throws IOException {
    return Files.readAllLines(Path.of(task, "mountinfo")).stream().map(Row::of).toList();
  }

  private static String link(String path) throws IOException {
    return Files.readSymbolicLink(Path.of(path)).toString();
  }

  private static boolean isBelow(String file, String directory) {
    return directory.equals("/") || file.equals(directory) || file.startsWith(directory + "/");
  }

  private static String rest(String file, String directory) {
    return directory.equals("/") ? file : file.substring(directory.length());
  }

  private static String join(String directory, String rest) {
    if (rest.isEmpty() || rest.equals("/")) {
      return directory;
    }
    return directory.equals("/") ? rest : directory + rest;
  }

  /** A blank, a tab, a line feed and a backslash stand there in octal. */
  private static String unescape(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
