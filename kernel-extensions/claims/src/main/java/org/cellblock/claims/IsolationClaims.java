package org.cellblock.claims;

import static org.cellblock.linux.Namespace.CGROUP;
import static org.cellblock.linux.Namespace.IPC;
import static org.cellblock.linux.Namespace.MOUNT;
import static org.cellblock.linux.Namespace.NETWORK;
import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.host.Host;

/** What each kind of namespace keeps apart in a container, and what none does. */
final class IsolationClaims {

  private IsolationClaims() {}

  @Checks("C195")
  static Evidence aMountTableOfItsOwn() throws IOException {
    try (Cell cell = Trial.container()) {
      List<String> its = Trial.in(cell, "cat", "/proc/self/mountinfo").lines().toList();
      return aMountTableOfItsOwn(its, Files.readAllLines(Path.of("/proc/thread-self/mountinfo")));
    }
  }

  static Evidence aMountTableOfItsOwn(List<String> inside, List<String> outside) {
    long both = inside.stream().filter(outside::contains).count();
    return Evidence.confirmedIf(
        !inside.isEmpty() && both == 0,
        "%d mounts inside, %d outside, %d in both tables",
        inside.size(),
        outside.size(),
        both);
  }

  @Checks("C196")
  static Evidence aHostNameAndADomainNameOfItsOwn() throws IOException {
    String domain = "/proc/sys/kernel/domainname";
    String before = Host.hostname() + " " + ProcReader.line(domain);
    try (Cell cell = Trial.cell(UTS)) {
      cell.sethostname("claim");
      Trial.in(cell, "hostname", "-y", "cells");
      String inside = Trial.shellIn(cell, "echo $(hostname) $(cat %s)".formatted(domain));
      String after = Host.hostname() + " " + ProcReader.line(domain);
      return aHostNameAndADomainNameOfItsOwn(inside, before, after);
    }
  }

  static Evidence aHostNameAndADomainNameOfItsOwn(String inside, String before, String after) {
    return Evidence.confirmedIf(
        inside.equals("claim cells") && before.equals(after),
        "set inside: %s; the host had %s before and %s after",
        inside,
        before,
        after);
  }

  @Checks("C197")
  static Evidence reachBySystemIpcOnlyThose() throws IOException {
    try (Cell cell = Trial.container()) {
      PodClaims.queues(cell, "claim");
      boolean inside = cell.call(() -> Files.exists(Path.of("/dev/mqueue/claim")));
      try (Cell other = Trial.another(MOUNT, IPC, PID)) {
        other.pivotRoot(Trial.busybox());
        PodClaims.queues(other, null);
        return reachBySystemIpcOnlyThose(
            inside, other.call(() -> Files.exists(Path.of("/dev/mqueue/claim"))));
      }
    }
  }

  static Evidence reachBySystemIpcOnlyThose(boolean inside, boolean beside) {
    return Evidence.confirmedIf(
        inside && !beside,
        "a message queue made in a container: %s there, %s in another",
        inside ? "seen" : "not seen",
        beside ? "seen" : "not seen");
  }

  @Checks("C198")
  static Evidence seeOnlyThoseOfTheSameContainerOrPidNamespace() throws IOException {
    int outside = ProcReader.pids().size();
    try (Cell cell = Trial.container()) {
      Trial.sleep(cell);
      return seeOnlyThoseOfTheSameContainerOrPidNamespace(cell.call(ProcReader::pids), outside);
    }
  }

  static Evidence seeOnlyThoseOfTheSameContainerOrPidNamespace(List<Long> inside, int outside) {
    return Evidence.confirmedIf(
        inside.contains(1L) && inside.size() == 2 && outside > 2,
        "with one sleeping program in it, a container lists %s; the host lists %d processes",
        inside,
        outside);
  }

  @Checks("C199")
  static Evidence portNumbersOfItsOwn() throws IOException {
    try (Cell one = Trial.container();
        Cell two = Trial.another(NETWORK)) {
      one.start("nc", "-l", "-p", "8080");
      String socket = ":1F90 ";
      Wait.until(() -> Trial.in(one, "cat", "/proc/net/tcp", "/proc/net/tcp6").contains(socket));
      boolean there = Trial.in(one, "cat", "/proc/net/tcp", "/proc/net/tcp6").contains(socket);
      boolean beside = Trial.in(two, "cat", "/proc/net/tcp", "/proc/net/tcp6").contains(socket);
      return portNumbersOfItsOwn(there, beside, Trial.in(two, "cat", "/proc/net/dev"));
    }
  }

  static Evidence portNumbersOfItsOwn(boolean there, boolean beside, String devices) {
    long others = devices.lines().skip(2).filter(line -> !line.strip().startsWith("lo:")).count();
    return Evidence.confirmedIf(
        there && !beside && others == 0,
        "a server at port 8080 is %s in its own namespace and %s in another, which has %d devices"
            + " beside lo",
        there ? "there" : "absent",
        beside ? "there" : "absent",
        others);
  }

  @Checks("C200")
  @NeedsCgroups
  static Evidence aViewOfCgroupfsAndNotWhatLimits() throws IOException {
    try (Cgroup cgroup = CgroupTrial.cgroup().memory("64m")) {
      String[] lines =
          cgroup
              .run("unshare", "--cgroup", "sh", "-c", "cat /proc/self/cgroup")
              .stdout()
              .split("\n");
      String limit = CgroupTrial.memory(cgroup).value();
      boolean isRoot = List.of(lines).stream().allMatch(line -> line.endsWith(":/"));
      return aViewOfCgroupfsAndNotWhatLimits(isRoot, limit);
    }
  }

  static Evidence aViewOfCgroupfsAndNotWhatLimits(boolean seesItsOwnAsRoot, String limit) {
    return Evidence.confirmedIf(
        seesItsOwnAsRoot && limit.equals("67108864"),
        "in a new %s namespace a program sees its cgroup as %s; the limit is %s as before",
        CGROUP,
        seesItsOwnAsRoot ? "/" : "another path than /",
        limit);
  }

  @Checks("C203")
  static Evidence runOnADedicatedMachine() throws IOException {
    try (Cell cell = Trial.container()) {
      String inside = cell.call(ProcReader::memTotal);
      String boot = cell.call(() -> ProcReader.line("/proc/sys/kernel/random/boot_id"));
      return runOnADedicatedMachine(
          inside,
          ProcReader.memTotal(),
          boot.equals(ProcReader.line("/proc/sys/kernel/random/boot_id")));
    }
  }

  static Evidence runOnADedicatedMachine(String inside, String outside, boolean sameBoot) {
    return Evidence.correctedIf(
        inside.equals(outside) && sameBoot,
        "inside, /proc/meminfo tells of %s and outside of %s; it is %s boot",
        inside,
        outside,
        sameBoot ? "the same" : "another");
  }
}
