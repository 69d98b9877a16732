package org.cellblock.containers.cgroup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.ProcessMark;

/** Moves processes into cgroups: only those that this process has started. */
final class CgroupMembers {

  private static final int ROUNDS = 100;

  /** Which cgroup each is in; what nobody has any more is forgotten. */
  private static final Map<CgroupMember, Cgroup> WHERE = new WeakHashMap<>();

  private CgroupMembers() {}

  /** Has a member start its programs in a cgroup, and no longer in another. */
  static synchronized void join(CgroupMember member, Cgroup cgroup) {
    member.startIn(cgroup.doors());
    if (!member.isOpen()) {
      throw new IllegalStateException(
          "cgroup %s: %s: expected an open one: Cell.open makes it anew"
              .formatted(cgroup.name(), member));
    }
    WHERE.put(member, cgroup);
  }

  /** Lets those that are in a cgroup start outside again, and outlive it. */
  static synchronized void release(Cgroup former, List<CgroupProcs> home) {
    List<CgroupMember> members = new ArrayList<>(WHERE.keySet());
    members.removeIf(each -> WHERE.get(each) != former);
    for (CgroupMember each : members) {
      WHERE.remove(each);
      try {
        each.startIn(home);
      } finally {
        each.startIn(List.of());
      }
    }
  }

  /** Refuses what isn't ours to move. */
  static void check(long pid) {
    long kernel = ProcessHandle.current().pid();
    if (pid == kernel) {
      throw new IllegalArgumentException(
          "pid [%d] is the notebook kernel itself: a limit could end it; add a program or a cell"
              .formatted(pid));
    }
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "pid [%d]: expected a process; Procfs.processes() lists all"
                            .formatted(pid)));
    boolean isOurs =
        Stream.iterate(process.parent(), p -> p.isPresent(), p -> p.get().parent())
            .anyMatch(ancestor -> ancestor.get().pid() == kernel);
    if (!isOurs && !ProcessMark.isOurs(pid)) {
      throw new IllegalArgumentException(
          ("pid [%d]: expected a process that this notebook has started; the host's own stay where"
                  + " they are")
              .formatted(pid));
    }
  }

  /** Moves processes until there is none left that hasn't been moved: they may fork meanwhile. */
  static void moveAll(Supplier<List<Long>> pids, List<CgroupProcs> doors) {
    Set<Long> moved = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Long> left = pids.get().stream().filter(moved::add).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(pid -> CgroupProcs.addAll(doors, pid));
    }
  }
}
