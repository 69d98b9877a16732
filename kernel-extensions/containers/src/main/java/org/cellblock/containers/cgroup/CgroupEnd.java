package org.cellblock.containers.cgroup;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.linux.Linux;
import org.cellblock.linux.Pause;
import org.cellblock.linux.Signal;
import org.cellblock.linux.SyscallException;

/** Ends what is in a cgroup and removes it. */
final class CgroupEnd {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 2;

  private CgroupEnd() {}

  /** Kills all processes, those of child cgroups too, and returns when none is left. */
  static void killAll(List<CgroupDirectory> directories) {
    directories.forEach(CgroupEnd::forbidForks);
    long end = System.nanoTime() + PATIENCE.toNanos();
    Set<Long> left = processes(directories);
    while (!left.isEmpty() && System.nanoTime() < end) {
      if (!killAtOnce(directories)) {
        left.forEach(CgroupEnd::kill);
      }
      Pause.uninterrupted(PAUSE_MILLIS);
      left = processes(directories);
    }
  }

  /** Removes a cgroup; who was being born in it while the others were killed is killed, too. */
  static void remove(CgroupDirectory directory) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        directory.remove();
        return;
      } catch (SyscallException refused) {
        if (!refused.errnoName().equals("EBUSY") || System.nanoTime() > end) {
          throw refused;
        }
        killAll(List.of(directory));
      }
    }
  }

  /** Without this, a fork bomb might outrun the one who reads and kills. */
  private static void forbidForks(CgroupDirectory cgroup) {
    if (cgroup.files().read("pids.max").isPresent()) {
      cgroup.write("pids.max", "0");
    }
  }

  /** Kernel 5.14 and later, version 2. */
  private static boolean killAtOnce(List<CgroupDirectory> directories) {
    boolean known =
        directories.stream()
            .allMatch(each -> each.files().directory().resolve("cgroup.kill").toFile().exists());
    if (known) {
      directories.forEach(each -> each.write("cgroup.kill", "1"));
    }
    return known;
  }

  private static Set<Long> processes(List<CgroupDirectory> directories) {
    Set<Long> pids = new TreeSet<>();
    directories.forEach(each -> pids.addAll(each.processes()));
    return pids;
  }

  private static void kill(long pid) {
    try {
      Linux.kill(pid, Signal.SIGKILL);
    } catch (SyscallException refused) {
      if (!refused.errnoName().equals("ESRCH")) {
        throw refused;
      }
    }
  }
}
