package org.cellblock.containers.root;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOEXEC;
import static org.cellblock.linux.MountFlag.MS_NOSUID;
import static org.cellblock.linux.MountFlag.MS_RDONLY;
import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.MountFlag.MS_REMOUNT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;

/**
 * What of a new /proc is the whole machine's, made read-only: the paths that runc(8) has in {@code
 * readonlyPaths}, and ProtectKernelTunables of systemd.exec(5).
 *
 * <p>A bind mount takes the flags of the mount that it is made from. So the whole is read-only for
 * a moment, and each path costs one call instead of two.
 */
public final class ReadonlyPaths {

  private static volatile List<String> known;

  private ReadonlyPaths() {}

  /**
   * Makes them so, on the thread of a cell with its own mounts.
   *
   * @param proc where a proc is mounted
   * @throws SyscallException refused while the cell still shares MOUNT with the host
   */
  public static void protect(String proc) {
    Linux.mount(null, proc, null, MS_REMOUNT, MS_BIND, MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC);
    paths().forEach(each -> bind(proc + "/" + each));
    Linux.mount(null, proc, null, MS_REMOUNT, MS_BIND, MS_NOSUID, MS_NODEV, MS_NOEXEC);
  }

  /** Returns those that this kernel has. */
  private static List<String> paths() {
    List<String> paths = known;
    if (paths == null) {
      paths = HostThread.call(ReadonlyPaths::find);
      known = paths;
    }
    return paths;
  }

  private static List<String> find() {
    return Stream.of("sys", "sysrq-trigger", "irq", "bus", "fs")
        .filter(each -> Files.exists(Path.of("/proc", each)))
        .toList();
  }

  /** Without what is mounted below, such as binfmt_misc, unless a user namespace keeps that. */
  private static void bind(String path) {
    try {
      Linux.mount(path, path, null, MS_BIND);
    } catch (SyscallException locked) {
      if (!locked.errnoName().equals("EINVAL")) {
        throw locked;
      }
      Linux.mount(path, path, null, MS_BIND, MS_REC);
    }
  }
}
