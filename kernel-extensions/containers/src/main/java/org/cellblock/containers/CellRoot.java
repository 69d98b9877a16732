package org.cellblock.containers;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_REC;
import static org.cellblock.linux.UmountFlag.MNT_DETACH;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.linux.Linux;
import org.cellblock.linux.PidOne;

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
    checkPlaces(root);
    Linux.chdir(root.toString());
    PidOne mounter = newPids ? life.beginPidOne(() -> PidOne.start(true)) : null;
    try {
      enter(root, mounter);
    } finally {
      if (mounter != life.pidOne()) {
        mounter.close();
      }
    }
  }

  private static void checkPlaces(Path root) {
    for (String needed : List.of("proc", "dev")) {
      Path place = root.resolve(needed);
      if (!Files.isDirectory(place)) {
        throw new IllegalArgumentException(
            "root file system [%s]: expected a directory %s in it: mkdir %s"
                .formatted(root, needed, place));
      }
    }
  }

  private static void enter(Path root, PidOne mounter) {
    Dev.fill(root);
    if (mounter == null) {
      Linux.mount("/proc", "proc", null, MS_BIND, MS_REC);
    } else {
      mounter.awaitReady();
    }
    Linux.pivotRoot(".", ".");
    Linux.umount2(".", MNT_DETACH);
    Linux.chdir("/");
  }
}
