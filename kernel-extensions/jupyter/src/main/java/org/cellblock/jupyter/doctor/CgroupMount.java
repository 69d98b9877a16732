package org.cellblock.jupyter.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mounted cgroup hierarchy, and where in it this process is.
 *
 * @param mountPoint where it is mounted
 * @param isV2 whether it is the one hierarchy of version 2
 * @param controllers what it controls; empty for a hierarchy that only names
 * @param own this process's cgroup, below the mount point
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
record CgroupMount(Path mountPoint, boolean isV2, Set<String> controllers, Path own) {

  private static final Set<String> NOT_CONTROLLERS = Set.of("rw", "ro", "xattr", "clone_children");

  /** Reads the hierarchies that this process sees. */
  static List<CgroupMount> readAll() throws IOException {
    List<String> memberships = Files.readAllLines(Path.of("/proc/self/cgroup"));
    List<CgroupMount> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      String type = line.substring(line.indexOf(" - ") + 3).split(" ")[0];
      if (type.equals("cgroup") || type.equals("cgroup2")) {
        mounts.add(of(line, type.equals("cgroup2"), memberships));
      }
    }
    return mounts;
  }

  private static CgroupMount of(String line, boolean isV2, List<String> memberships)
      throws IOException {
    String[] left = line.substring(0, line.indexOf(" - ")).split(" ");
    Path mountPoint = Path.of(left[4]);
    Set<String> controllers =
        isV2
            ? words(Files.readString(mountPoint.resolve("cgroup.controllers")), " ")
            : words(line.substring(line.lastIndexOf(' ') + 1), ",");
    return new CgroupMount(
        mountPoint,
        isV2,
        controllers,
        below(mountPoint, left[3], membership(memberships, isV2, controllers)));
  }

  private static Set<String> words(String text, String separator) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.strip().split(separator)));
    words.removeIf(
        word -> word.isEmpty() || word.startsWith("name=") || NOT_CONTROLLERS.contains(word));
    return words;
  }

  /** Returns the path in the line of /proc/self/cgroup that speaks of this hierarchy. */
  private static String membership(List<String> lines, boolean isV2, Set<String> controllers) {
    return lines.stream()
        .map(line -> line.split(":", 3))
        .filter(
            parts ->
                isV2
                    ? parts[0].equals("0")
                    : !controllers.isEmpty() && words(parts[1], ",").equals(controllers))
        .map(parts -> parts[2])
        .findFirst()
        .orElse("/");
  }

  /** A mount may show only a part of the hierarchy: the directory {@code root}. */
  private static Path below(Path mountPoint, String root, String path) {
    Path inside = Path.of(path);
    return inside.startsWith(root)
        ? mountPoint.resolve(Path.of(root).relativize(inside)).normalize()
        : mountPoint;
  }
}
