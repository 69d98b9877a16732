package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.ControlDirectory;
import org.cellblock.linux.ControlFile;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.CgroupFiles;

/**
 * The one thing that version 2 wants changed in a cgroup that isn't ours: its {@code
 * cgroup.subtree_control}, and where it isn't the root, that it has no processes. Both are put back
 * when the last of our cgroups there is gone.
 *
 * <p>An empty cgroup named after what was enabled keeps this in the kernel, so that whoever comes
 * after a {@code kill -9} can put it back.
 */
final class SubtreeControl {

  private static final String FILE = "cgroup.subtree_control";
  private static final int ROUNDS = 20;

  private final CgroupBase base;

  SubtreeControl(CgroupBase base) {
    this.base = base;
  }

  /** Passes the wanted controllers on to children; nothing to do in version 1. */
  void enable() {
    if (!base.isV2()) {
      return;
    }
    Set<String> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    if (!CgroupLocks.isOwn(marker(missing))) {
      ControlDirectory.make(marker(missing));
      CgroupLocks.keep(marker(missing));
    }
    try {
      if (!base.holdsProcesses()) {
        moveIntoLeaf();
      }
      missing.forEach(controller -> write("+" + controller));
    } catch (SyscallException refused) {
      putBack();
      throw refused;
    }
  }

  /** Passes them on in a cgroup of ours that has no processes: it goes with all that it has. */
  void enableInOurs() {
    if (base.isV2()) {
      missing().forEach(controller -> write("+" + controller));
    }
  }

  private Set<String> missing() {
    Set<String> missing = new TreeSet<>(base.controllers());
    missing.retainAll(CgroupBase.WANTED);
    missing.removeAll(base.files().words(FILE));
    return missing;
  }

  /** Undoes what was enabled, by this process or by dead ones, unless somebody needs it. */
  void putBack() {
    List<Path> ours =
        base.files().children().stream()
            .map(CgroupFiles::directory)
            .filter(CgroupNames::isOurs)
            .toList();
    boolean isNeeded =
        ours.stream().anyMatch(each -> !CgroupNames.isMark(each) && !CgroupNames.isKernels(each));
    if (isNeeded || !base.isV2()) {
      return;
    }
    ours.stream().filter(CgroupNames::isMark).forEach(this::putBack);
    ours.stream().filter(CgroupNames::isKernels).forEach(this::moveOutOf);
  }

  private void putBack(Path marker) {
    if (CgroupLocks.isFree(marker)) {
      String[] controllers = marker.getFileName().toString().split("\\.");
      Set<String> enabled = base.files().words(FILE);
      Arrays.stream(controllers)
          .skip(1)
          .filter(enabled::contains)
          .forEach(controller -> write("-" + controller));
      CgroupLocks.remove(marker);
    }
  }

  private Path marker(Set<String> controllers) {
    String name = "enabled." + String.join(".", controllers);
    return base.directory().resolve(CgroupNames.of(name));
  }

  private void write(String change) {
    ControlFile.write(base.directory().resolve(FILE), change);
  }

  private void moveIntoLeaf() {
    Path leaf = base.directory().resolve(CgroupNames.of("kernel"));
    if (!CgroupLocks.isOwn(leaf)) {
      ControlDirectory.make(leaf);
      CgroupLocks.keep(leaf);
    }
    move(base.directory(), leaf);
  }

  private void moveOutOf(Path leaf) {
    if (CgroupLocks.isFree(leaf) && base.files().words(FILE).isEmpty()) {
      move(leaf, base.directory());
      CgroupLocks.remove(leaf);
    }
  }

  private static void move(Path from, Path to) {
    try (CgroupProcs door = CgroupProcs.open(to)) {
      List<Long> pids = new CgroupFiles(from).processes();
      for (int round = 0; round < ROUNDS && !pids.isEmpty(); round++) {
        pids.forEach(pid -> CgroupProcs.addAll(List.of(door), pid));
        pids = new CgroupFiles(from).processes();
      }
    }
  }
}
