package org.cellblock.containers;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.UmountFlag.MNT_DETACH;

import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.FileStatus;
import org.cellblock.linux.Linux;
import org.cellblock.linux.PidOne;
import org.cellblock.linux.RootDirectory;
import org.cellblock.linux.RootPlace;

/** The steps by which a cell's thread takes a new root. */
final class CellRoot {

  private CellRoot() {}

  /** Refuses a second root: the thread sees no directory of the host any more to make one of. */
  static void check(String cell, boolean hasRoot) {
    if (hasRoot) {
      throw new IllegalStateException(
          "cell %s has its own root already: Cell.open(\"%s\") makes a new cell for another"
              .formatted(cell, cell));
    }
  }

  /**
   * Enters a root on the calling cell thread.
   *
   * <p>A /proc shows the pid namespace of the process that mounts it, and the thread is in the old
   * one for ever: so pid 1 mounts it, before the thread pivots.
   *
   * @param newPids whether the cell has a pid namespace of its own
   * @param life of the cell; what becomes pid 1 is the cell's even if the root is refused
   */
  static void enter(RootFs rootFs, boolean newPids, CellLife life) {
    Path root = rootFs.mount();
    try (RootDirectory inside = RootDirectory.open(root)) {
      checkPlaces(root, inside);
      Linux.chdir(root.toString());
      PidOne mounter = newPids ? life.beginPidOne(() -> mounter(life)) : null;
      try {
        enter(inside, rootFs instanceof OpenProc, mounter);
      } finally {
        if (mounter != life.pidOne()) {
          mounter.close();
        }
      }
    }
  }

  private static PidOne mounter(CellLife life) {
    return life.pidOne() == null ? PidOne.start(true) : PidOne.beside();
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

  private static void enter(RootDirectory root, boolean isOpen, PidOne mounter) {
    Dev.fill(root);
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
