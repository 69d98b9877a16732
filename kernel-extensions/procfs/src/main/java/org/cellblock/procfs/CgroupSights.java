package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cellblock.linux.DirectoryFd;

/** The directories of all mounted cgroup hierarchies at one moment, and their chief limits. */
final class CgroupSights {

  /** What a tool sets first; a control file that a cgroup doesn't have costs one open(2). */
  private static final List<String> LIMITS =
      List.of(
          "memory.max",
          "memory.limit_in_bytes",
          "cpu.max",
          "cpu.cfs_quota_us",
          "cpu.weight",
          "cpu.shares",
          "pids.max",
          "cgroup.subtree_control");

  private final boolean isV2;
  private final Set<String> controllers;
  private final List<Sight> all;

  private CgroupSights(Hierarchy hierarchy, List<Sight> all) {
    this.isV2 = hierarchy.isV2();
    this.controllers = hierarchy.controllers();
    this.all = all;
  }

  static List<Sight> readAll() {
    List<Sight> all = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (Hierarchy each : Hierarchy.readAll()) {
      Object same = List.of(each.isV2(), each.isV2() ? Set.of() : each.controllers(), each.root());
      if (seen.add(same)) {
        new CgroupSights(each, all).walk(each.mountPoint().toString());
      }
    }
    return all;
  }

  /** Looks at the hierarchies that the machine has, mounted or not: every process is in each. */
  static List<Sight> hierarchies() {
    return Lines.of(ProcFile.readOwn("cgroup"))
        .map(Membership::parse)
        .map(each -> each.hierarchy() == 0 ? "version 2" : String.join(",", each.controllers()))
        .map(name -> Sight.of("hierarchy", name, name))
        .toList();
  }

  private void walk(String directory) {
    Optional<DirectoryFd> open = DirectoryFd.openIfThere(directory);
    if (open.isEmpty()) {
      return; // removed since its parent was listed
    }
    List<String> children = new ArrayList<>();
    try (DirectoryFd cgroup = open.get()) {
      all.add(Sight.of("cgroup", directory, directory, limits(cgroup)));
      cgroup.listDirectories(children::add);
    }
    children.forEach(child -> walk(directory + "/" + child));
  }

  private String[] limits(DirectoryFd cgroup) {
    List<String> facts = new ArrayList<>();
    for (String file : LIMITS) {
      String controller = file.substring(0, file.indexOf('.'));
      if (isV2 || controllers.contains(controller)) {
        facts.add(file);
        facts.add(cgroup.read(file).orElse("").strip());
      }
    }
    return facts.toArray(String[]::new);
  }
}
