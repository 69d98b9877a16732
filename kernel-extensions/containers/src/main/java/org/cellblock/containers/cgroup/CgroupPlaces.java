package org.cellblock.containers.cgroup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Given;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.ProcessInfo;

/** The directories that are one cgroup, and why there is none where there is none. */
final class CgroupPlaces {

  private final String name;
  private final List<CgroupDirectory> directories = new ArrayList<>();
  private final Map<CgroupBase, SyscallException> refusals = new LinkedHashMap<>();
  private final List<Cgroup> below = new ArrayList<>();

  private CgroupPlaces(String name) {
    this.name = name;
  }

  /** Makes all directories that can be made. */
  static CgroupPlaces make(String name) {
    CgroupPlaces places = new CgroupPlaces(name);
    List<CgroupBase> bases = CgroupBase.findAll();
    if (bases.isEmpty()) {
      throw new IllegalStateException(
          "no mounted cgroup hierarchy has cpu, memory or pids: %doctor says what mends it");
    }
    for (CgroupBase base : bases) {
      try {
        places.directories.add(CgroupDirectory.make(base, name));
      } catch (SyscallException refused) {
        places.refusals.put(base, refused);
      }
    }
    if (places.directories.isEmpty()) {
      throw places.refusals.get(bases.get(bases.size() - 1));
    }
    return places;
  }

  /** Makes the directories of one below, which is closed before this one. */
  synchronized Cgroup below(String child, Function<CgroupPlaces, Cgroup> making) {
    CgroupPlaces places = new CgroupPlaces(name + "/" + child);
    try {
      directories.forEach(each -> places.directories.add(CgroupDirectory.below(each, child)));
    } catch (SyscallException refused) {
      places.directories.forEach(CgroupDirectory::remove);
      throw refused;
    }
    Cgroup made = making.apply(places);
    below.add(made);
    return made;
  }

  List<CgroupDirectory> directories() {
    return directories;
  }

  void set(CgroupSetting setting, String v1, String v2) {
    CgroupDirectory cgroup = with(setting);
    setting.write(cgroup, cgroup.base().isV2() ? v2 : v1);
  }

  /** Finds the directory for a setting, or says why there is none. */
  CgroupDirectory with(CgroupSetting setting) {
    String controller = setting.controller();
    for (CgroupDirectory each : directories) {
      if (each.base().controllers().contains(controller)) {
        return each;
      }
    }
    refusals.forEach(
        (base, refused) -> {
          if (base.controllers().contains(controller)) {
            throw refused;
          }
        });
    Set<String> known = new TreeSet<>();
    directories.forEach(each -> known.addAll(each.base().controllers()));
    throw new IllegalStateException(
        ("cgroup %s: no hierarchy here has the controller [%s], only %s; /proc/cgroups and"
                + " cgroup.controllers say what the kernel has")
            .formatted(name, controller, known));
  }

  /** Finds the directory that has a file. */
  CgroupDirectory having(String file) {
    Given.path(file, "file");
    return directories.stream()
        .filter(each -> !file.contains("/") && each.path().resolve(file).toFile().isFile())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "file [%s]: expected one of cgroup %s: %s".formatted(file, name, fileNames())));
  }

  boolean has(String file) {
    return directories.stream().anyMatch(each -> each.files().read(file).isPresent());
  }

  String read(String file) {
    return having(file).files().read(file).orElse("");
  }

  List<ProcessInfo> processes() {
    Set<Long> pids = new HashSet<>();
    directories.forEach(each -> pids.addAll(each.processes()));
    return ProcessInfo.readAll().stream().filter(each -> pids.contains(each.pid())).toList();
  }

  /** Lets the cells go, ends all others, removes the directories: all, even if one can't be. */
  void remove(Cgroup cgroup) {
    List<Cgroup> children;
    synchronized (this) {
      children = List.copyOf(below);
    }
    children.forEach(Cgroup::close);
    release(cgroup);
    CgroupEnd.killAll(directories);
    SyscallException refused = null;
    for (CgroupDirectory each : directories) {
      try {
        CgroupEnd.remove(each);
      } catch (SyscallException busy) {
        refused = busy;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  private void release(Cgroup cgroup) {
    List<CgroupProcs> home = new ArrayList<>();
    try {
      for (CgroupDirectory each : directories) {
        home.add(CgroupProcs.open(each.base().home()));
      }
      CgroupMembers.release(cgroup, home);
    } finally {
      home.forEach(CgroupProcs::close);
    }
  }

  private String fileNames() {
    Set<String> names = new TreeSet<>();
    for (CgroupDirectory each : directories) {
      String[] files = each.path().toFile().list();
      names.addAll(files == null ? List.of() : List.of(files));
    }
    return String.join(" ", names);
  }
}
