package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.Fd;
import org.cellblock.linux.SyscallException;

/**
 * Says whose a cgroup is: its maker holds a lock on the directory, which the kernel lets go when
 * the maker ends, however it ends. Process ids come again; a lock doesn't.
 */
final class CgroupLocks {

  private static final Map<Path, Fd> HELD = new HashMap<>();

  private CgroupLocks() {}

  /** Does work on what is in a directory, while no other process of ours does. */
  static <T> T within(Path directory, Supplier<T> work) {
    Fd lock = ControlDirectory.lock(directory, true);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /** Locks a directory of ours until it is removed or this process ends. */
  static synchronized void keep(Path directory) {
    HELD.put(directory, ControlDirectory.lock(directory, true));
  }

  /** Says whether a directory is this process's or its maker has ended. */
  static synchronized boolean isFree(Path directory) {
    if (HELD.containsKey(directory)) {
      return true;
    }
    try (Fd lock = ControlDirectory.lock(directory, false)) {
      return lock != null;
    } catch (SyscallException refused) {
      if (refused.errnoName().equals("ENOENT")) {
        return false; // gone meanwhile: an earlier version's sweep waits for nobody
      }
      throw refused;
    }
  }

  static synchronized boolean holdsAny() {
    return !HELD.isEmpty();
  }

  static synchronized boolean isOwn(Path directory) {
    return HELD.containsKey(directory);
  }

  /** Removes an empty directory and lets go of its lock. */
  static synchronized void remove(Path directory) {
    ControlDirectory.removeIfThere(directory);
    Fd lock = HELD.remove(directory);
    if (lock != null) {
      lock.close();
    }
  }
}
