package org.cellblock.containers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.SyscallException;

/** Moves processes into cgroups: only those that this process has started. */
final class CgroupMembers {

  private static final int ROUNDS = 100;

  private CgroupMembers() {}

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

  /** Moves a process through several doors; one that has ended needs none. */
  static void move(long pid, List<CgroupProcs> doors) {
    try {
      doors.forEach(door -> door.add(pid));
    } catch (SyscallException refused) {
      if (!refused.errnoName().equals("ESRCH")) {
        throw refused;
      }
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
      left.forEach(pid -> move(pid, doors));
    }
  }

  /** Lists a process and all that descend from it. */
  static List<Long> family(long pid) {
    Stream<Long> descendants =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(pid), descendants).toList();
  }
}
