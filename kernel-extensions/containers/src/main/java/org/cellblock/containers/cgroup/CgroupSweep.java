package org.cellblock.containers.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.CgroupFiles;

/** Removes the cgroups that Cellblock made and could not remove: its process was killed. */
final class CgroupSweep {

  private CgroupSweep() {}

  /** Sweeps everywhere that this process makes cgroups. */
  static void everywhere() {
    for (CgroupBase base : CgroupBase.findAll()) {
      boolean hasAny =
          base.files().children().stream().anyMatch(each -> CgroupNames.isOurs(each.directory()));
      if (hasAny && Files.isWritable(base.directory())) {
        CgroupLocks.within(
            base.directory(),
            () -> {
              below(base);
              new SubtreeControl(base).putBack();
              return null;
            });
      }
    }
  }

  /** Removes what dead processes left empty; the base must be locked. */
  static void below(CgroupBase base) {
    if (Files.isWritable(base.directory())) {
      base.files().children().stream().filter(CgroupSweep::isLeft).forEach(CgroupSweep::remove);
    }
  }

  private static boolean isLeft(CgroupFiles cgroup) {
    Path directory = cgroup.directory();
    return CgroupNames.isOurs(directory)
        && !CgroupNames.isMark(directory)
        && !CgroupNames.isKernels(directory)
        && !CgroupLocks.isOwn(directory)
        && CgroupLocks.isFree(directory)
        && CgroupDirectory.processes(cgroup).isEmpty();
  }

  /** What turns out to be in use stays for the next sweep. */
  static void remove(CgroupFiles cgroup) {
    try {
      CgroupDirectory.removeTree(cgroup);
    } catch (SyscallException refused) {
      if (!refused.errnoName().equals("EBUSY")) {
        throw refused;
      }
    }
  }
}
