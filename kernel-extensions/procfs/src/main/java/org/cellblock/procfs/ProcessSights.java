package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cellblock.linux.DirectoryFd;

/** The processes at one moment, without the kernel's own threads. */
final class ProcessSights {

  /** One process for one life of its pid, which the kernel gives again. */
  private record Life(String pid, long startTicks) {}

  private final Users users = Users.read();
  private final DirectoryFd proc;

  private ProcessSights(DirectoryFd proc) {
    this.proc = proc;
  }

  static List<Sight> readAll() {
    List<Sight> all = new ArrayList<>();
    try (DirectoryFd proc = DirectoryFd.open("/proc")) {
      ProcessSights sights = new ProcessSights(proc);
      Pids.list(proc).forEach(pid -> sights.read(pid).ifPresent(all::add));
    }
    return all;
  }

  private Optional<Sight> read(String pid) {
    Optional<Stat> stat = proc.read(pid + "/stat").flatMap(Stat::parse);
    if (stat.isEmpty() || stat.get().isKernelThread()) {
      return Optional.empty();
    }
    Optional<Status> status = proc.read(pid + "/status").flatMap(Status::parse);
    Optional<String> cmdline = proc.read(pid + "/cmdline");
    Optional<String> cgroups = proc.read(pid + "/cgroup");
    if (status.isEmpty() || cmdline.isEmpty() || cgroups.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Sight.of(
            "process",
            pid,
            new Life(pid, stat.get().startTicks()),
            "command",
            ProcessInfo.command(cmdline.get(), status.get().value("Name")),
            "user",
            StatusFacts.ids(status.get().words("Uid"), users),
            "parent",
            Long.toString(stat.get().ppid()),
            "cgroup",
            cgroup(cgroups.get())));
  }

  /** Names the cgroup once that a process is in, and each hierarchy where it is in another. */
  private static String cgroup(String text) {
    List<Membership> all = Membership.parseAll(text);
    long different = all.stream().map(Membership::path).distinct().count();
    List<String> parts = new ArrayList<>();
    for (Membership each : all) {
      boolean atRoot = each.path().equals("/");
      if (different == 1) {
        return each.path();
      }
      if (!atRoot) {
        String hierarchy = each.hierarchy() == 0 ? "v2" : String.join(",", each.controllers());
        parts.add(hierarchy + ":" + each.path());
      }
    }
    return String.join(" ", parts);
  }
}
