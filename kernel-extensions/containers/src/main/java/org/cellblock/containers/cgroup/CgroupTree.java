package org.cellblock.containers.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Host;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.ProcessInfo;

/** Draws cgroups in cgroups. */
final class CgroupTree {

  /** Version 1 writes the greatest number of pages where there is no limit. */
  private static final long UNLIMITED = 1L << 60;

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
    List<Box.Bar> bars = directories.stream().flatMap(each -> bars(each.files()).stream()).toList();
    return new Box("cgroup", name, usage(readings), bars, processes);
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
    String name = cgroup.directory().getFileName().toString();
    return new Box("cgroup", name, detail(cgroup), bars(cgroup), inside);
  }

  private static Box box(ProcessInfo process) {
    return new Box("process", process.command(), "pid " + process.pid(), List.of());
  }

  /** Draws what is limited; a limit that nobody has set is no number or a huge one. */
  private static List<Box.Bar> bars(CgroupFiles cgroup) {
    return Stream.of(
            bar("memory", cgroup, "memory.current", "memory.max", CgroupUnits::size),
            bar(
                "memory",
                cgroup,
                "memory.usage_in_bytes",
                "memory.limit_in_bytes",
                CgroupUnits::size),
            bar("pids", cgroup, "pids.current", "pids.max", Long::toString))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Box.Bar> bar(
      String title, CgroupFiles cgroup, String used, String limit, LongFunction<String> words) {
    Optional<Long> most = cgroup.number(limit).filter(number -> number < UNLIMITED);
    return most.flatMap(
        all ->
            cgroup
                .number(used)
                .map(
                    now ->
                        new Box.Bar(
                            title,
                            words.apply(now) + " of " + words.apply(all),
                            (double) now / Math.max(1, all))));
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
