package org.cellblock.containers.root;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.UmountFlag.MNT_DETACH;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.Given;
import org.cellblock.linux.Linux;
import org.cellblock.linux.PidOne;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/** The steps by which a cell's thread takes a new root. */
public final class NewRoot {

  private NewRoot() {}

  /**
   * Enters a root on the calling cell thread, with /proc and a minimal /dev, and lets go of the
   * old.
   *
   * <p>A /proc shows the pid namespace of the process that mounts it, and the thread is in the old
   * one for ever: so pid 1 mounts it, before the thread pivots.
   *
   * @param rootFs the new root
   * @param starting starts, in the working directory, a process of the new pid namespace that
   *     mounts proc on {@code proc}; null where there is no such namespace
   * @param after what becomes of that process, also when the root is refused
   * @throws org.cellblock.linux.SyscallException refused while the thread still shares MOUNT with
   *     the host
   * @throws IllegalArgumentException for a tree without directories {@code proc} and {@code dev}
   * @throws IllegalStateException when its {@code proc} is exchanged meanwhile
   * @see <a href="https://man7.org/linux/man-pages/man2/pivot_root.2.html">pivot_root(2)</a>
   */
  public static void enter(RootFs rootFs, Supplier<PidOne> starting, Consumer<PidOne> after) {
    Path root = Given.notNull(rootFs, "root", "a tree").mount();
    try (RootDirectory inside = RootDirectory.open(root)) {
      boolean isWhole = isWhole(rootFs);
      if (!isWhole) {
        checkPlaces(root, inside);
      }
      Linux.chdir(root.toString());
      PidOne mounter = starting == null ? null : starting.get();
      try {
        if (!isWhole) {
          Dev.fill(inside);
        }
        enter(inside, rootFs instanceof OpenProc, mounter);
      } finally {
        if (mounter != null) {
          after.accept(mounter);
        }
      }
    }
  }

  /** A link at /proc is refused: pid 1 would follow it out, before the root is its own. */
  private static void checkPlaces(Path root, RootDirectory inside) {
    try (RootPlace proc = inside.place("proc")) {
      if (proc.status().filter(FileStatus::isLink).isPresent()) {
        throw new IllegalArgumentException(
            "root file system [%s]: its proc is a symbolic link; expected a directory, on which"
                    .formatted(root)
                + " /proc is mounted");
      }
    }
    for (String needed : List.of("proc", "dev")) {
      if (inside.status(needed).filter(FileStatus::isDirectory).isEmpty()) {
        throw new IllegalArgumentException(
            "root file system [%s]: expected a directory %s in it: mkdir %s"
                .formatted(root, needed, root.resolve(needed)));
      }
    }
  }

  /** Says whether a tree is made by us, here and now, with all that a root has. */
  private static boolean isWhole(RootFs rootFs) {
    return rootFs instanceof Busybox
        || rootFs instanceof OpenProc open && open.tree() instanceof Busybox;
  }

  private static void enter(RootDirectory root, boolean isOpen, PidOne mounter) {
    if (mounter == null) {
      root.mount("/proc", "proc", null, null, MS_BIND, MS_REC);
    } else {
      mounter.awaitReady();
    }
    checkProc(root);
    if (!isOpen) {
      ReadonlyPaths.protect("proc");
    }
    Linux.pivotRoot(".", ".");
    Linux.umount2(".", MNT_DETACH);
    Linux.chdir("/");
  }

  /** Refuses to go on where somebody put something else at proc while it was mounted. */
  private static void checkProc(RootDirectory root) {
    try (RootPlace proc = root.place("proc")) {
      FileStatus mounted = proc.status().orElse(proc.parent());
      if (!mounted.isDirectory() || mounted.device() == proc.parent().device()) {
        throw new IllegalStateException(
            "root file system: its proc was changed while /proc was mounted there; try again");
      }
    }
  }
}
