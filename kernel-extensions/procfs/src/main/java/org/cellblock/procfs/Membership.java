package org.cellblock.procfs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.Given;

/**
 * One line of {@code /proc/PID/cgroup}: which cgroup of a hierarchy a process is in.
 *
 * @param hierarchy the hierarchy's number; 0 is version 2
 * @param controllers the controllers of a version 1 hierarchy, {@code name=systemd} for one that
 *     has a name only; empty for version 2
 * @param path the cgroup, seen from the root of the reader's cgroup namespace; {@code /..} leads
 *     out of it
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_cgroup.5.html">proc_pid_cgroup(5)</a>
 */
public record Membership(int hierarchy, Set<String> controllers, String path) {

  /** Checks that nothing is missing. */
  public Membership {
    Given.notNull(controllers, "controllers", "the kernel's names, or none");
    Given.text(path, "path of a cgroup");
  }

  /**
   * Reads the memberships of one process.
   *
   * @param pid a process
   * @return one record for each hierarchy
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<Membership> readAll(long pid) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return root.read("proc/" + pid + "/cgroup")
          .map(Membership::parseAll)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "pid [%d]: expected a process; Procfs.processes() lists all".formatted(pid)));
    }
  }

  static List<Membership> parseAll(String text) {
    return Lines.of(text).map(Membership::parse).toList();
  }

  static Membership parse(String line) {
    String[] parts = line.split(":", 3);
    return new Membership(Integer.parseInt(parts[0]), words(parts[1], ","), parts[2]);
  }

  static Set<String> words(String text, String separator) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.strip().split(separator)));
    words.remove("");
    return words;
  }
}
