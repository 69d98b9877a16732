package org.cellblock.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.Hierarchy;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** What experiments with cgroups need again and again. */
final class CgroupTrial {

  private CgroupTrial() {}

  /** Makes an experiment one that needs cgroups which limit memory, CPU time and processes. */
  static Experiment needs(Experiment experiment) {
    return () -> {
      try (Cgroup cgroup = Cgroups.own("claim-need")) {
        cgroup.memory("64m").cpuShares(512).pids(20);
      } catch (SyscallException | IllegalStateException refused) {
        throw new NotTestableHere(
            "a cgroup of its own, as root, delegated, or in a Linux of one's own: "
                + refused.getMessage().lines().findFirst().orElse(""));
      }
      return experiment.run();
    };
  }

  /** Makes a cgroup without limits. */
  static Cgroup cgroup() {
    return Cgroups.own("claim-check");
  }

  /** Makes a second cgroup beside the first. */
  static Cgroup another() {
    return Cgroups.own("claim-check-2");
  }

  /** Reads a control file, if the cgroup has it here. */
  static Optional<String> read(Cgroup cgroup, String file) {
    return having(cgroup, file).isPresent() ? Optional.of(cgroup.read(file)) : Optional.empty();
  }

  /** Finds the directory of the cgroup that has a file. */
  static Optional<Path> having(Cgroup cgroup, String file) {
    return cgroup.paths().stream().filter(path -> Files.exists(path.resolve(file))).findFirst();
  }

  /** Reads the file of version 1 where there is one, else that of version 2. */
  static Setting setting(Cgroup cgroup, String v1, String v2) {
    return read(cgroup, v1)
        .map(value -> new Setting(v1, value))
        .orElseGet(() -> new Setting(v2, read(cgroup, v2).orElse("absent")));
  }

  /** A control file and what it says. */
  record Setting(String file, String value) {
    @Override
    public String toString() {
      return file + " " + value;
    }
  }

  /** Returns the memory limit. */
  static Setting memory(Cgroup cgroup) {
    return setting(cgroup, "memory.limit_in_bytes", "memory.max");
  }

  /** Returns how much of a CPU a cgroup got in an experiment, in percent. */
  static long percent(Table table, String when, String cgroup) {
    return row(table, when, cgroup).getLong("percent");
  }

  /** Returns how much CPU time a cgroup got in an experiment, in milliseconds. */
  static long millis(Table table, String when, String cgroup) {
    return row(table, when, cgroup).getLong("cpu millis");
  }

  private static Row row(Table table, String when, String cgroup) {
    for (Row row : table) {
      if (row.getString("when").equals(when) && row.getString("cgroup").equals(cgroup)) {
        return row;
      }
    }
    throw new IllegalStateException("no row %s of %s in %s".formatted(when, cgroup, table.name()));
  }

  /** Returns the controllers of all mounted hierarchies. */
  static Set<String> controllers() {
    Set<String> controllers = new TreeSet<>();
    Hierarchy.readAll().forEach(mounted -> controllers.addAll(mounted.controllers()));
    controllers.removeIf(name -> name.startsWith("name="));
    NotTestableHere.unless(!controllers.isEmpty(), "a mounted cgroup hierarchy with controllers");
    return controllers;
  }
}
