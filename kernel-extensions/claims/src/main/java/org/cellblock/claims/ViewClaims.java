package org.cellblock.claims;

import static org.cellblock.linux.Namespace.PID;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Owner;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Linux;

/** Who sees which process, from inside, from outside, and through nsenter(1). */
final class ViewClaims {

  private ViewClaims() {}

  @Checks("C022")
  static Evidence psListsTheContainersProcessesOnly() throws IOException {
    try (Cell cell = Trial.container()) {
      List<Long> inside = cell.call(ProcReader::pids);
      int outside = ProcReader.pids().size();
      return psListsTheContainersProcessesOnly(inside, outside);
    }
  }

  static Evidence psListsTheContainersProcessesOnly(List<Long> inside, int outside) {
    return Evidence.confirmedIf(
        inside.contains(1L) && inside.size() < outside,
        "/proc in a new container lists %d: %s; the host's lists %d",
        inside.size(),
        inside,
        outside);
  }

  @Checks("C023")
  static Evidence allDescendFromPid1() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      long inside = sleep.pidInside();
      String parent = cell.call(() -> ProcReader.status(inside, "PPid"));
      return Evidence.correctedIf(
          parent.equals("0"),
          "process %d, sent in from outside, has inside the parent %s; on the host %s",
          inside,
          parent,
          ProcReader.status(sleep.pid(), "PPid"));
    }
  }

  @Checks("C024")
  static Evidence aPidNamespaceIsAllItTakes() throws IOException {
    try (Cell cell = Trial.cell(PID)) {
      long listed = Trial.in(cell, "ls", "/proc").lines().filter(ViewClaims::isPid).count();
      String own = Trial.shellIn(cell, "echo $$");
      return Evidence.correctedIf(
          listed > 2 && !own.equals(Long.toString(ProcReader.self())),
          "a program with pid %s in a new pid namespace reads /proc and finds %d processes",
          own,
          listed);
    }
  }

  private static boolean isPid(String name) {
    return name.matches("\\d+");
  }

  @Checks("C025")
  static Evidence underOtherPids() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      return underOtherPids(sleep.pid(), ProcReader.status(sleep.pid(), "NSpid"));
    }
  }

  static Evidence underOtherPids(long pid, String numbers) {
    String[] each = numbers.split(" ");
    return Evidence.confirmedIf(
        each.length > 1
            && each[0].equals(Long.toString(pid))
            && !each[each.length - 1].equals(each[0]),
        "NSpid of one process: %s",
        numbers);
  }

  @Checks("C026")
  static Evidence theFirstHasAParentOutside() throws IOException {
    try (Cell cell = Trial.container()) {
      Program shell = cell.start("sh", "-c", "sleep 100 & wait");
      long child = Wait.forChild(shell.pid());
      String outer = ProcReader.status(shell.pid(), "PPid");
      String inner = ProcReader.status(child, "PPid");
      return Evidence.confirmedIf(
          outer.equals(Long.toString(ProcReader.self()))
              && inner.equals(Long.toString(shell.pid())),
          "on the host, %d's parent is %s, which isn't in the container; %d's parent is %s",
          shell.pid(),
          outer,
          child,
          inner);
    }
  }

  @Checks("C028")
  static Evidence likeTheScopeOfVariablesInPython() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      boolean outsideSeesIn = ProcReader.pids().contains(sleep.pid());
      List<Long> inside = cell.call(ProcReader::pids);
      String cmdline = cell.call(() -> ProcReader.line("/proc/" + sleep.pidInside() + "/cmdline"));
      int outside = ProcReader.pids().size();
      return likeTheScopeOfVariablesInPython(
          outsideSeesIn, cmdline.startsWith("sleep"), inside.size(), outside);
    }
  }

  static Evidence likeTheScopeOfVariablesInPython(
      boolean outsideSeesIn, boolean seesItself, int in, int out) {
    return Evidence.correctedIf(
        outsideSeesIn && seesItself && in < out,
        "the host %s the container's process; the container sees %d of the host's %d",
        outsideSeesIn ? "sees" : "doesn't see",
        in,
        out);
  }

  @Checks("C031")
  static Evidence throughNsenterWithFiveFlags() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      String inside = sleeps(Trial.in(cell, "ps"));
      String joined =
          sleeps(Trial.nsenter(sleep.pid(), "--mount", "--uts", "--ipc", "--net", "--pid", "ps"));
      return Evidence.confirmedIf(
          inside.equals(joined) && inside.contains("sleep 100"),
          "both list the same besides themselves: [%s] and [%s]",
          inside,
          joined);
    }
  }

  /** Keeps the lines of ps that aren't about ps or its shell. */
  private static String sleeps(String ps) {
    return ps.lines()
        .filter(line -> line.contains("init") || line.contains("sleep"))
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  @Checks("C032")
  static Evidence nsenterNeedsAllFiveFlags() throws IOException {
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      String name = Trial.nsenter(sleep.pid(), "--uts", "uname", "-n");
      long all =
          Trial.nsenter(sleep.pid(), "--pid", "ls", "/proc")
              .lines()
              .filter(ViewClaims::isPid)
              .count();
      long few =
          Trial.nsenter(sleep.pid(), "--pid", "--mount", "ls", "/proc")
              .lines()
              .filter(ViewClaims::isPid)
              .count();
      return nsenterNeedsAllFiveFlags(name, all, few);
    }
  }

  static Evidence nsenterNeedsAllFiveFlags(
      String name, long processesWithPid, long processesWithBoth) {
    return Evidence.correctedIf(
        name.equals("claim") && processesWithBoth < processesWithPid,
        "--uts alone gives the name [%s]; --pid alone lists %d processes, with --mount %d",
        name,
        processesWithPid,
        processesWithBoth);
  }

  @Checks("C034")
  static Evidence whoJoinsGetsANewPid() {
    try (Cell cell = Trial.container();
        Cell other = Owner.CELLBLOCK.open("claim-check-2")) {
      Program sleep = Trial.sleep(cell);
      Path target = Path.of("/proc/" + sleep.pid() + "/ns/pid");
      List<String> links =
          other.call(
              () -> {
                String before = ProcReader.own("pid").orElseThrow();
                Linux.setns(target, PID);
                return List.of(
                    before,
                    ProcReader.own("pid").orElseThrow(),
                    ProcReader.own("pid_for_children").orElseThrow());
              });
      return whoJoinsGetsANewPid(links.get(0), links.get(1), links.get(2));
    }
  }

  static Evidence whoJoinsGetsANewPid(String before, String after, String children) {
    return Evidence.correctedIf(
        before.equals(after) && !children.equals(after),
        "before setns %s; after it %s, but for children %s",
        before,
        after,
        children);
  }
}
