package org.cellblock.containers.cgroup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Steps;

/** The cgroups of this notebook that are open. */
public final class Cgroups {

  private static final Map<String, Cgroup> OPEN = new LinkedHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cgroups::end, "close cgroups"));
  }

  private Cgroups() {}

  /** Returns the cgroups that are open, in the order of creation. */
  public static List<Cgroup> all() {
    synchronized (OPEN) {
      return List.copyOf(OPEN.values());
    }
  }

  /**
   * Makes a cgroup for what Cellblock itself starts, with a name that nobody else can give.
   *
   * @param name such as {@code runc-1}
   * @return the cgroup, to be closed
   * @throws IllegalArgumentException for anything but letters, digits, dashes and underscores
   */
  public static Cgroup own(String name) {
    CgroupNames.checkOwn(name);
    return Cgroup.make(name);
  }

  /** Closes all cgroups that are open. */
  public static void closeAll() {
    Steps.runAll(all().stream().<Runnable>map(each -> each::close).toList());
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
  private static void end() {
    closeAll();
    if (CgroupLocks.holdsAny()) {
      sweep();
    }
  }

  static void closeNamed(String name) {
    Cgroup former;
    synchronized (OPEN) {
      former = OPEN.get(name);
    }
    if (former != null) {
      former.close();
    }
  }

  static void add(Cgroup cgroup) {
    synchronized (OPEN) {
      OPEN.put(cgroup.name(), cgroup);
    }
  }

  static void remove(Cgroup cgroup) {
    synchronized (OPEN) {
      OPEN.remove(cgroup.name(), cgroup);
    }
  }
}
