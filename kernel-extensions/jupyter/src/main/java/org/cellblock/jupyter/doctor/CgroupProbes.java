package org.cellblock.jupyter.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;

/** Which cgroups this machine has, and whether one can be made that limits. */
final class CgroupProbes {

  private static final String NEED = "04 Cgroups";

  private static final String VM = "run it as root, or: ./cellblock run --microvm NOTEBOOK";

  private static final String DELEGATE =
      "systemd-run --user --scope -p Delegate=yes ./cellblock up; or run it as root";

  /** The limits of the course: a controller, its file in version 1 and in version 2. */
  private record Limit(String controller, String v1, String v2, String value) {
    String file(Hierarchy mount) {
      return mount.isV2() ? v2 : v1;
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("memory", "memory.limit_in_bytes", "memory.max", "419430400"),
          new Limit("pids", "pids.max", "pids.max", "20"));

  private CgroupProbes() {}

  static List<Probe> all() {
    return List.of(
        Probe.of(
            "cgroup layout",
            NEED,
            "sudo mount -t cgroup2 none /sys/fs/cgroup",
            () -> layout(Hierarchy.readAll())),
        Probe.of("cgroup limits", NEED, VM, () -> limits(Hierarchy.readAll(), ownMemberships())));
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

  static Answer limits(List<Hierarchy> mounts, List<Membership> own) throws IOException {
    List<String> seen = new ArrayList<>();
    for (Limit limit : LIMITS) {
      List<Hierarchy> with =
          mounts.stream().filter(m -> m.controllers().contains(limit.controller())).toList();
      if (with.isEmpty()) {
        return Answer.no("no hierarchy has " + limit.controller(), VM);
      }
      Answer answer = limit(with.get(0), own, limit);
      if (!answer.isYes()) {
        return answer;
      }
      seen.add(answer.seen());
    }
    return Answer.yes("made one with " + String.join(", ", seen));
  }

  /** Tries this process's own cgroup, then those above it: any of them may be delegated. */
  private static Answer limit(Hierarchy mount, List<Membership> own, Limit limit)
      throws IOException {
    Answer last = Answer.no("no cgroup in " + mount.mountPoint(), VM);
    Path parent = directory(mount, own);
    while (parent.startsWith(mount.mountPoint())) {
      try {
        last = limitBelow(parent, mount, limit);
      } catch (AccessDeniedException notDelegated) {
        last = Answer.no("not delegated: may not make one in " + parent, remedy(mount));
      }
      if (last.isYes()) {
        return last;
      }
      parent = parent.getParent();
    }
    return last;
  }

  private static Path directory(Hierarchy mount, List<Membership> own) {
    return own.stream()
        .filter(mount::has)
        .flatMap(membership -> mount.directory(membership).stream())
        .findFirst()
        .orElse(mount.mountPoint());
  }

  private static List<Membership> ownMemberships() {
    return Membership.readAll(ProcessHandle.current().pid());
  }

  private static Answer limitBelow(Path parent, Hierarchy mount, Limit limit) throws IOException {
    String name = "cellblock-doctor-" + ProcessHandle.current().pid();
    Path cgroup = Files.createDirectory(parent.resolve(name));
    try {
      Path file = cgroup.resolve(limit.file(mount));
      if (!Files.exists(file)) {
        return Answer.no(
            "%s lacks %s".formatted(parent, file.getFileName()),
            "echo +%s | sudo tee %s/cgroup.subtree_control".formatted(limit.controller(), parent));
      }
      Files.writeString(file, limit.value());
      String kept = Files.readString(file).strip();
      return kept.equals(limit.value())
          ? Answer.yes("%s=%s".formatted(file.getFileName(), kept))
          : Answer.no("%s is %s after %s".formatted(file, kept, limit.value()), VM);
    } finally {
      Files.delete(cgroup);
    }
  }

  private static String remedy(Hierarchy mount) {
    return mount.isV2() ? DELEGATE : VM;
  }
}
