package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of Cellblock's cgroups: {@code cellblock-PID-NAME}, and {@code cellblock-PID-NAME.own}
 * for what Cellblock itself starts.
 */
final class CgroupNames {

  /** No name that a learner gives has a dot. */
  private static final String OWN = ".own";

  private static final Pattern OURS = Pattern.compile("cellblock-\\d+-.+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final List<String> TAKEN = List.of("kernel", "enabled");

  private static final Pattern KERNELS = Pattern.compile("cellblock-\\d+-kernel");
  private static final Pattern MARK = Pattern.compile("cellblock-\\d+-enabled(\\.[a-z]+)+");

  private CgroupNames() {}

  /** Refuses what can't be the name of one. */
  static void check(String name) {
    if (name == null || !NAME.matcher(name).matches() || TAKEN.contains(name)) {
      throw new IllegalArgumentException(
          ("cgroup name [%s]: expected 1 to 63 letters, digits, dashes or underscores, and not"
                  + " kernel or enabled")
              .formatted(name));
    }
  }

  /** Marks a name as that of something that Cellblock itself starts: nobody else can give it. */
  static String own(String name) {
    check(name);
    return name + OWN;
  }

  /** Names a cgroup of this process. */
  static String of(String name) {
    return "cellblock-" + ProcessHandle.current().pid() + "-" + name;
  }

  static boolean isOurs(Path path) {
    return OURS.matcher(path.getFileName().toString()).matches();
  }

  /** Says whether a cgroup is the leaf that a notebook kernel has moved itself into. */
  static boolean isKernels(Path path) {
    return path.getNameCount() > 0 && KERNELS.matcher(path.getFileName().toString()).matches();
  }

  /** Says whether a cgroup stands for controllers that a process has enabled in its parent. */
  static boolean isMark(Path path) {
    return MARK.matcher(path.getFileName().toString()).matches();
  }
}
