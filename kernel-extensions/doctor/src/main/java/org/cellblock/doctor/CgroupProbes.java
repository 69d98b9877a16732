package org.cellblock.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.Cgroups;
import org.cellblock.linux.OwnLinux;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.Hierarchy;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Which cgroups this machine has, and whether one can be made that limits. */
final class CgroupProbes {

  private static final String NEED = "04 Cgroups";

  private static final String VM = "run it as root, or use " + OwnLinux.way();

  private static final String HINT = "Hint: ";

  private CgroupProbes() {}

  static List<Probe> all() {
    return List.of(
        Probe.of(
            "cgroup layout",
            NEED,
            "sudo mount -t cgroup2 none /sys/fs/cgroup",
            () -> layout(Hierarchy.readAll())),
        Probe.of("cgroup limits", NEED, VM, CgroupProbes::limits));
  }

  static Answer layout(List<Hierarchy> mounts) {
    TreeSet<String> first = new TreeSet<>();
    mounts.stream().filter(mount -> !mount.isV2()).forEach(m -> first.addAll(m.controllers()));
    first.removeIf(name -> name.startsWith("name="));
    TreeSet<String> second = new TreeSet<>();
    mounts.stream().filter(Hierarchy::isV2).forEach(m -> second.addAll(m.controllers()));
    boolean hasV2 = mounts.stream().anyMatch(Hierarchy::isV2);
    if (first.isEmpty() && !hasV2) {
      return Answer.no("none is mounted", "sudo mount -t cgroup2 none /sys/fs/cgroup");
    }
    if (first.isEmpty()) {
      return Answer.yes("v2: " + String.join(" ", second));
    }
    return Answer.yes(
        "%s: v1 %s%s"
            .formatted(
                hasV2 ? "hybrid" : "v1",
                String.join(" ", first),
                hasV2 ? "; v2 " + (second.isEmpty() ? "-" : String.join(" ", second)) : ""));
  }

  /** Makes one with the limits of the course, as a learner would. */
  static Answer limits() {
    try (Cgroup cgroup = Cgroups.own("doctor-limits")) {
      cgroup.memory("400m").pids(20);
      return Answer.yes("made one with " + kept(cgroup.files()));
    } catch (SyscallException refused) {
      return refusal(refused.getMessage());
    } catch (IllegalStateException noneMounted) {
      return Answer.no(noneMounted.getMessage(), VM);
    }
  }

  static Answer refusal(String message) {
    int hint = message.indexOf(HINT);
    String remedy = hint < 0 ? VM : message.substring(hint + HINT.length());
    return Answer.no(message.lines().findFirst().orElse(message), remedy);
  }

  private static String kept(Table files) {
    List<String> kept = new ArrayList<>();
    for (Row row : files) {
      if (!row.getString("value").equals("no limit")) {
        kept.add(row.getString("file") + "=" + row.getString("raw"));
      }
    }
    return String.join(", ", kept);
  }
}
