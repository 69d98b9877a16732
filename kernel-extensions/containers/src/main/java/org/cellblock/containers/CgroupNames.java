package org.cellblock.containers;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The names of Cellblock's cgroups: {@code cellblock-PID-NAME}. */
final class CgroupNames {

  private static final Pattern OURS = Pattern.compile("cellblock-\\d+-.+");
  private static final Pattern KERNELS = Pattern.compile("cellblock-\\d+-kernel");
  private static final Pattern MARK = Pattern.compile("cellblock-\\d+-enabled(\\.[a-z]+)+");

  private CgroupNames() {}

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
