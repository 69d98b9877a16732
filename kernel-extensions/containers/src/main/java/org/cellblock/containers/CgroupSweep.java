package org.cellblock.containers;

import org.cellblock.procfs.CgroupFiles;

/** Removes the cgroups that Cellblock made and could not remove: its process was killed. */
final class CgroupSweep {

  private CgroupSweep() {}

  /** Sweeps everywhere that this process makes cgroups. */
  static void everywhere() {
    for (CgroupBase base : CgroupBase.findAll()) {
      boolean hasAny =
          base.files().children().stream().anyMatch(each -> CgroupNames.isOurs(each.directory()));
      if (hasAny) {
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
    for (CgroupFiles cgroup : base.files().children()) {
      boolean isGroup =
          CgroupNames.isOurs(cgroup.directory())
              && !CgroupNames.isMark(cgroup.directory())
              && !CgroupNames.isKernels(cgroup.directory());
      if (isGroup
          && !CgroupLocks.isOwn(cgroup.directory())
          && CgroupLocks.isFree(cgroup.directory())
          && CgroupDirectory.processes(cgroup).isEmpty()) {
        CgroupDirectory.removeTree(cgroup);
      }
    }
  }
}
