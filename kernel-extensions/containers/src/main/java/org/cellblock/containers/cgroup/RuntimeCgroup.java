package org.cellblock.containers.cgroup;

import static org.cellblock.linux.MountFlag.MS_BIND;
import static org.cellblock.linux.MountFlag.MS_NODEV;
import static org.cellblock.linux.MountFlag.MS_NOEXEC;
import static org.cellblock.linux.MountFlag.MS_NOSUID;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Linux;
import org.cellblock.linux.SyscallException;

/**
 * The cgroup below which a program that makes containers makes theirs; none where this process may
 * make none and can do without.
 */
public final class RuntimeCgroup implements AutoCloseable {

  private static final Path TOP = Path.of("/sys/fs/cgroup");
  private static final Path VERSION_2_BESIDE = TOP.resolve("unified");
  private static final String CHILD = "/container";

  private final Cgroup cgroup;
  private final boolean isV2;
  private volatile boolean startsFromOwn;

  private RuntimeCgroup(Cgroup cgroup, boolean isV2) {
    this.cgroup = cgroup;
    this.isV2 = isV2;
  }

  /**
   * Makes a cgroup of its own, and removes what such programs of dead notebook kernels have left.
   *
   * @param name a program's and a number, for example {@code runc-1}
   * @param isNeeded whether it is an error when none may be made
   * @return the cgroup, to be closed, or what stands for none
   * @throws SyscallException when one is needed and the kernel refused
   * @throws IllegalStateException when one is needed and no hierarchy is mounted
   */
  public static RuntimeCgroup make(String name, boolean isNeeded) {
    sweep();
    return new RuntimeCgroup(cgroup(name, isNeeded).orElse(null), isV2Alone());
  }

  /**
   * Removes what such programs of dead notebook kernels have left in those hierarchies of version 1
   * that a {@link Cgroup} leaves alone; {@link org.cellblock.containers.cgroup.Cgroups#sweep()}
   * removes the rest.
   */
  public static void sweep() {
    if (!isV2Alone()) {
      HostThread.call(OtherHierarchies::sweep);
    }
  }

  /**
   * Names the directory of the one that {@link #make} makes.
   *
   * @param name as given there
   * @return the last name of its path
   * @throws IllegalArgumentException for what can't be a name
   */
  public static String directoryName(String name) {
    return CgroupNames.of(CgroupNames.own(name));
  }

  private static boolean isV2Alone() {
    return HostThread.call(() -> Files.exists(TOP.resolve("cgroup.controllers")));
  }

  private static Optional<Cgroup> cgroup(String name, boolean isNeeded) {
    try {
      return Optional.of(Cgroups.own(name));
    } catch (SyscallException | IllegalStateException refused) {
      if (isNeeded) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  /**
   * Returns what a bundle names in {@code cgroupsPath}: a path below the caller's own cgroups in
   * version 1, from the top in version 2, where runc goes one up from the caller's.
   *
   * @return the path, or null for none
   */
  public String path() {
    if (cgroup == null) {
      return null;
    }
    Path directory = cgroup.paths().get(0);
    return (isV2 ? "/" + TOP.relativize(directory) : directory.getFileName().toString()) + CHILD;
  }

  /**
   * Returns its directory, the first of them in version 1.
   *
   * @return an absolute path of the host's; empty for none
   */
  public Optional<Path> directory() {
    return Optional.ofNullable(cgroup).map(made -> made.paths().get(0));
  }

  /** Says whether it is one of version 2. */
  public boolean isV2() {
    return isV2;
  }

  /**
   * Keeps a runtime from enabling controllers above our cgroup, which is the host's affair: what it
   * writes there goes nowhere, for crun gives up where it may not write. On the thread of a cell
   * with its own mounts.
   *
   * @throws SyscallException refused while the cell still shares MOUNT with the host
   */
  public void protectParents() {
    if (cgroup == null || !isV2) {
      return;
    }
    Path parent = cgroup.paths().get(0).getParent();
    while (parent.startsWith(TOP)) {
      String file = parent.resolve("cgroup.subtree_control").toString();
      Linux.mount("/dev/null", file, null, MS_BIND);
      parent = parent.getParent();
    }
  }

  /**
   * Hides the hierarchy of version 2 that a hybrid machine has beside those of version 1: crun
   * refuses to work where it has controllers. On the thread of a cell with its own mounts.
   *
   * @throws SyscallException refused while the cell still shares MOUNT with the host
   */
  public void hideVersion2Beside() {
    if (!isV2 && Files.isDirectory(VERSION_2_BESIDE)) {
      Linux.mount("tmpfs", VERSION_2_BESIDE.toString(), "tmpfs", MS_NOSUID, MS_NODEV, MS_NOEXEC);
    }
  }

  /**
   * Puts this process's own cgroups of version 1 where their hierarchies are: crun counts a path
   * from the top, where nothing is ours. On the thread of a cell with its own mounts.
   *
   * @throws SyscallException refused while the cell still shares MOUNT with the host
   */
  public void startFromOwn() {
    if (isV2) {
      return;
    }
    startsFromOwn = true;
    for (OwnPlace own : OwnPlace.findAll()) {
      if (!own.directory().equals(own.top())) {
        Linux.mount(own.directory(), own.top(), null, MS_BIND);
      }
    }
  }

  /**
   * Refuses to have a program work where it would make its cgroups elsewhere than below this one.
   * On the thread of a cell.
   *
   * @throws IllegalStateException when the cell sees other cgroups than the host, or sees them
   *     elsewhere
   */
  public void check() {
    if (cgroup == null) {
      return;
    }
    if (isV2) {
      String directory = cgroup.paths().get(0).toString();
      new OwnPlace(directory, directory).check(false);
    } else {
      OwnPlace.findAll().forEach(each -> each.check(startsFromOwn));
    }
  }

  /** Kills what is in it and removes it, and what was made below it. */
  @Override
  public void close() {
    if (cgroup == null) {
      return;
    }
    String directory = cgroup.paths().get(0).getFileName().toString();
    cgroup.close();
    if (!isV2) {
      HostThread.call(() -> OtherHierarchies.remove(directory));
    }
  }
}
