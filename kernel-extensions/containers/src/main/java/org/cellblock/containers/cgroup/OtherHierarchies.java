package org.cellblock.containers.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.Fd;
import org.cellblock.linux.Pause;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.ProcessCgroup;

/**
 * The hierarchies of version 1 that a {@link org.cellblock.containers.cgroup.Cgroup} leaves alone
 * and a runtime doesn't: devices, freezer, blkio. What it made there goes with the container; after
 * a kill at the next start.
 */
final class OtherHierarchies {

  private static final int ROUNDS = 200;
  private static final long PAUSE_MILLIS = 10;

  private OtherHierarchies() {}

  /** Removes a cgroup from all hierarchies; its processes have been killed. */
  static Void remove(String name) {
    for (Path own : own()) {
      removeSoon(own.resolve(name));
    }
    return null;
  }

  /**
   * Removes what the runtimes of notebook kernels have left that are no more; another user's is
   * left to that user. Where limits are, {@link CgroupSweep} does: what is of ours elsewhere, a
   * runtime has made, below what its kernel holds a lock on.
   */
  static Void sweep() {
    List<Path> all = own();
    List<Path> others = new ArrayList<>(all);
    CgroupBase.findAll().forEach(limits -> others.remove(limits.directory()));
    for (Path own : others) {
      for (CgroupFiles child : new CgroupFiles(own).children()) {
        String name = child.directory().getFileName().toString();
        if (CgroupNames.isOurs(child.directory())
            && all.stream().noneMatch(each -> isHeld(each.resolve(name)))
            && Files.isWritable(own)
            && Files.isWritable(child.directory())
            && isEmpty(child)) {
          CgroupSweep.remove(child);
        }
      }
    }
    return null;
  }

  private static List<Path> own() {
    return ProcessCgroup.readAll(ProcessHandle.current().pid()).stream()
        .map(ProcessCgroup::directory)
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Whether it is a living kernel's: that one holds a lock where the limits are. */
  private static boolean isHeld(Path cgroup) {
    try (Fd lock = ControlDirectory.lock(cgroup, false)) {
      return lock == null;
    } catch (SyscallException refused) {
      return !refused.errnoName().equals("ENOENT");
    }
  }

  private static boolean isEmpty(CgroupFiles cgroup) {
    return cgroup.processes().isEmpty()
        && cgroup.children().stream().allMatch(OtherHierarchies::isEmpty);
  }

  /** A process that was killed stays in its cgroup a little longer. */
  private static void removeSoon(Path directory) {
    for (int round = 1; !isEmpty(new CgroupFiles(directory)) && round < ROUNDS; round++) {
      Pause.uninterrupted(PAUSE_MILLIS);
    }
    CgroupDirectory.removeTree(new CgroupFiles(directory));
  }
}
