package org.cellblock.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.ProcessInfo;

/** Draws cgroups in cgroups. */
final class CgroupTree {

  private CgroupTree() {}

  /** Draws, for each hierarchy, where this process makes its cgroups and what of ours is there. */
  static Box ofAll() {
    List<ProcessInfo> processes = ProcessInfo.readAll();
    List<Box> hierarchies = new ArrayList<>();
    for (CgroupBase base : CgroupBase.findAll()) {
      List<Box> ours =
          base.files().children().stream()
              .filter(each -> CgroupNames.isOurs(each.directory()))
              .map(each -> box(each, processes))
              .toList();
      String version = base.isV2() ? "v2" : "v1";
      String title = String.join(" ", base.controllers());
      String detail = "%s · %s".formatted(version, base.directory());
      hierarchies.add(new Box("hierarchy", title, detail, ours));
    }
    return new Box("host", Host.hostname(), "cgroups", hierarchies);
  }

  /** Draws one cgroup with its usage and processes. */
  static Box of(String name, List<CgroupDirectory> directories) {
    CgroupReadings readings = new CgroupReadings(directories);
    Set<Long> pids = Set.copyOf(directories.get(0).processes());
    List<Box> processes =
        ProcessInfo.readAll().stream()
            .filter(each -> pids.contains(each.pid()))
            .map(CgroupTree::box)
            .toList();
    return new Box("cgroup", name, usage(readings), processes);
  }

  private static String usage(CgroupReadings readings) {
    List<String> words = new ArrayList<>();
    for (CgroupUsage usage : readings.usage()) {
      if (!usage.what().equals("memory peak")) {
        String limit = usage.limit().isEmpty() ? "" : " (" + usage.limit() + ")";
        words.add(usage.what() + " " + usage.value() + limit);
      }
    }
    return String.join(" · ", words);
  }

  private static Box box(CgroupFiles cgroup, List<ProcessInfo> processes) {
    Set<Long> pids = Set.copyOf(cgroup.processes());
    List<Box> inside = new ArrayList<>();
    cgroup.children().forEach(child -> inside.add(box(child, processes)));
    processes.stream()
        .filter(each -> pids.contains(each.pid()))
        .forEach(each -> inside.add(box(each)));
    return new Box("cgroup", cgroup.directory().getFileName().toString(), detail(cgroup), inside);
  }

  private static Box box(ProcessInfo process) {
    return new Box("process", process.command(), "pid " + process.pid(), List.of());
  }

  private static String detail(CgroupFiles cgroup) {
    List<String> words = new ArrayList<>();
    for (String file : List.of("memory.current", "memory.usage_in_bytes")) {
      cgroup.number(file).ifPresent(bytes -> words.add(file + " " + CgroupUnits.size(bytes)));
    }
    for (String file : List.of("pids.current", "cpuacct.usage", "cpu.weight", "cpu.shares")) {
      cgroup.number(file).ifPresent(number -> words.add(file + " " + number));
    }
    return String.join(" · ", words);
  }
}
