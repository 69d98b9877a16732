package org.cellblock.containers.cgroup;

import java.util.List;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;

/** The cgroups of this notebook that are open. */
public final class Cgroups {

  private static final OpenThings<Cgroup> OPEN =
      OpenThings.of(OpenThings.Stage.CGROUPS, cgroup -> cgroup.key, Cgroup::close);

  static {
    OpenThings.whenEnding(OpenThings.Stage.CGROUPS, Cgroups::putBack);
  }

  private Cgroups() {}

  /** Returns the cgroups that are open, in the order of creation. */
  public static List<Cgroup> all() {
    return OPEN.all();
  }

  /**
   * Makes a cgroup for what Cellblock itself starts, with a name that nobody else can give.
   *
   * @param name such as {@code runc-1}
   * @return the cgroup, to be closed
   * @throws IllegalArgumentException for anything but letters, digits, dashes and underscores
   */
  public static Cgroup own(String name) {
    return Cgroup.make(name, CgroupNames.own(name));
  }

  /**
   * Makes a cgroup below one of ours, which closes it when it is closed. The one above limits both,
   * and in version 2 may have no processes itself: they go into those below.
   *
   * @param above an open cgroup without processes
   * @param name 1 to 63 letters, digits, dashes or underscores
   * @return the cgroup, named {@code ABOVE/NAME}
   * @throws org.cellblock.linux.SyscallException EEXIST when there is one of this name; EBUSY in
   *     version 2 where the one above has processes
   * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
   */
  public static Cgroup below(Cgroup above, String name) {
    Given.notNull(above, "cgroup", "an open one");
    CgroupNames.check(name);
    return HostThread.call(
        () -> {
          above.doors(); // refuses a closed one
          return above.below(name);
        });
  }

  /** Closes all cgroups that are open. */
  public static void closeAll() {
    OPEN.closeAll();
  }

  /**
   * Removes the cgroups that a killed notebook kernel has left empty: only those that Cellblock
   * made, and whose maker no longer holds its lock on them.
   */
  public static void sweep() {
    HostThread.call(
        () -> {
          CgroupSweep.everywhere();
          return null;
        });
  }

  /** Another notebook kernel may have needed until now what this one has enabled. */
  private static void putBack() {
    if (CgroupLocks.holdsAny()) {
      sweep();
    }
  }

  static void closeKeyed(String key) {
    OPEN.find(key).ifPresent(Cgroup::close);
  }

  static void add(Cgroup cgroup) {
    OPEN.put(cgroup);
  }

  static void remove(Cgroup cgroup) {
    OPEN.remove(cgroup);
  }
}
