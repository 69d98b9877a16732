package org.cellblock.containers.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Pause;

/** CPU time that cgroups got while a time passed, as the kernel counts both. */
record CpuStopwatch(List<Cgroup> cgroups, List<Long> micros, long wallMicros) {

  static CpuStopwatch run(long millis, List<Cgroup> cgroups) {
    List<Long> before = read(cgroups);
    long start = System.nanoTime();
    Pause.millis(millis, "the experiment is over");
    List<Long> after = read(cgroups);
    long wall = (System.nanoTime() - start) / 1000;
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      micros.add(after.get(i) - before.get(i));
    }
    return new CpuStopwatch(cgroups, micros, wall);
  }

  long millis() {
    return wallMicros / 1000;
  }

  long cpuMillis(Cgroup cgroup) {
    return micros.get(cgroups.indexOf(cgroup)) / 1000;
  }

  /** Returns percent of one CPU's time. */
  long percent(Cgroup cgroup) {
    return Math.round(100.0 * micros.get(cgroups.indexOf(cgroup)) / wallMicros);
  }

  private static List<Long> read(List<Cgroup> cgroups) {
    return HostThread.call(
        () -> cgroups.stream().map(each -> each.readings().cpuMicros()).toList());
  }
}
