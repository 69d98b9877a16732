package org.cellblock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is mounted over parts of /proc, as containers have it. Inside a user namespace the kernel
 * mounts a new proc only where an old one is seen whole (fs/namespace.c, mount_too_revealing).
 */
public final class MaskedProc {

  /** What lifts a container engine's masks over /proc. */
  public static final String UNMASKED =
      "start this container with --security-opt systempaths=unconfined";

  /** What lifts its seccomp filter, and then the masks, which would be the next to refuse. */
  public static final String UNCONFINED =
      "start this container with --security-opt seccomp=unconfined"
          + " --security-opt systempaths=unconfined";

  /** Mounted on most machines; it hides nothing of /proc. */
  private static final String BINFMT_MISC = "/proc/sys/fs/binfmt_misc";

  private static final int MOUNT_POINT = 4;

  private MaskedProc() {}

  /**
   * Returns what of this machine's /proc something else is mounted on.
   *
   * @return absolute paths, in the order of their mounts; empty where /proc is whole
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">
   *     proc_pid_mountinfo(5)</a>
   */
  public static List<String> places() {
    try {
      return HostThread.call(() -> Files.readAllLines(Path.of("/proc/self/mountinfo"))).stream()
          .map(line -> line.split(" ")[MOUNT_POINT])
          .filter(place -> place.startsWith("/proc/") && !place.equals(BINFMT_MISC))
          .toList();
    } catch (IOException noProc) {
      return List.of();
    }
  }

  /** Explains why a proc was not mounted, where that is so. */
  static Explanation explain(SyscallException refused) {
    List<String> places = refused.errnoName().equals("EPERM") ? places() : List.of();
    return places.isEmpty()
        ? Explanation.NONE
        : new Explanation(
            "masked: " + String.join(", ", places),
            "a user namespace gets a proc of its own only where /proc is whole: " + UNMASKED);
  }
}
