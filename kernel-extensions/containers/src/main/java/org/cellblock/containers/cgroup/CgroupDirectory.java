package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.ControlFile;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.CgroupFiles;

/**
 * A cgroup of ours in one hierarchy.
 *
 * @param base what it was made in
 * @param files its directory
 * @param door its open {@code cgroup.procs}
 */
record CgroupDirectory(CgroupBase base, CgroupFiles files, CgroupProcs door) {

  /** Makes the cgroup; whoever of ours makes or removes one there waits for the other. */
  static CgroupDirectory make(CgroupBase base, String name) {
    Path directory = base.directory().resolve(CgroupNames.of(name));
    SubtreeControl control = new SubtreeControl(base);
    return CgroupLocks.within(
        base.directory(),
        () -> {
          CgroupSweep.below(base);
          control.enable();
          try {
            ControlDirectory.make(directory);
          } catch (SyscallException refused) {
            control.putBack();
            throw refused;
          }
          CgroupLocks.keep(directory);
          return new CgroupDirectory(base, new CgroupFiles(directory), CgroupProcs.open(directory));
        });
  }

  /** Makes one below one of ours, whose lock is its own as well. */
  static CgroupDirectory below(CgroupDirectory parent, String name) {
    CgroupBase base = new CgroupBase(parent.base().hierarchy(), parent.path());
    new SubtreeControl(base).enableInOurs();
    Path directory = parent.path().resolve(name);
    ControlDirectory.make(directory);
    return new CgroupDirectory(base, new CgroupFiles(directory), CgroupProcs.open(directory));
  }

  Path path() {
    return files.directory();
  }

  void write(String file, String text) {
    ControlFile.write(path().resolve(file), text);
  }

  /** Lists the processes here and in all cgroups below. */
  List<Long> processes() {
    return processes(files);
  }

  static List<Long> processes(CgroupFiles cgroup) {
    List<Long> pids = new ArrayList<>(cgroup.processes());
    cgroup.children().forEach(child -> pids.addAll(processes(child)));
    return pids;
  }

  /** Removes the cgroup, those below it first, and what was enabled for it. */
  void remove() {
    if (CgroupLocks.isOwn(base.directory())) { // whoever waits for our own lock waits for ever
      removeTree(files);
      door.close();
      return;
    }
    CgroupLocks.within(
        base.directory(),
        () -> {
          files.children().forEach(CgroupDirectory::removeTree);
          CgroupLocks.remove(path());
          CgroupSweep.below(base);
          new SubtreeControl(base).putBack();
          return null;
        });
    door.close();
  }

  static void removeTree(CgroupFiles cgroup) {
    cgroup.children().forEach(CgroupDirectory::removeTree);
    ControlDirectory.removeIfThere(cgroup.directory());
  }
}
