package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The names of Cellblock's cgroups: {@code cellblock-PID-NAME}. */
final class CgroupNames {

  /** Programs that make cgroups of their own below ours: {@link RuntimeCgroup}. */
  private static final String RUNTIMES = "docker|lxc|runc|crun|runsc";

  private static final Pattern OURS = Pattern.compile("cellblock-\\d+-.+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final List<String> TAKEN = List.of("kernel", "enabled");

  /** What Cellblock itself starts has a cgroup of its own name. */
  private static final Pattern RESERVED =
      Pattern.compile("((%s|bundle)-\\d+|(claim|doctor|experiment)-.*)".formatted(RUNTIMES));

  private static final Pattern RUNTIMES_OWN =
      Pattern.compile("cellblock-\\d+-(%s)-\\d+".formatted(RUNTIMES));

  private static final Pattern KERNELS = Pattern.compile("cellblock-\\d+-kernel");
  private static final Pattern MARK = Pattern.compile("cellblock-\\d+-enabled(\\.[a-z]+)+");

  private CgroupNames() {}

  /** Refuses what a learner can't name a cgroup. */
  static void check(String name) {
    checkOwn(name);
    if (RESERVED.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "cgroup name [%s]: expected another: cgroups of what Cellblock itself starts have such"
                  .formatted(name)
              + " names");
    }
  }

  /** Refuses what nobody can name one. */
  static void checkOwn(String name) {
    if (name == null || !NAME.matcher(name).matches() || TAKEN.contains(name)) {
      throw new IllegalArgumentException(
          ("cgroup name [%s]: expected 1 to 63 letters, digits, dashes or underscores, and not"
                  + " kernel or enabled")
              .formatted(name));
    }
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

  /** Says whether a cgroup is one below which a program makes its own. */
  static boolean isRuntimes(Path path) {
    return RUNTIMES_OWN.matcher(path.getFileName().toString()).matches();
  }
}
