package org.cellblock.claims;

import java.io.IOException;
import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Program;
import org.cellblock.procfs.Membership;

/** Who is in a cgroup, and how one gets in and out. */
final class CgroupMemberClaims {

  private CgroupMemberClaims() {}

  @Checks("C137")
  @NeedsCgroups
  static Evidence childrenInheritTheCgroup() throws IOException {
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      Program shell = cgroup.start("sh", "-c", "sleep 100 & wait");
      long child = Wait.forChild(shell.pid());
      return childrenInheritTheCgroup(
          path(shell.pid()),
          path(child),
          !memberships(child).equals(memberships(ProcReader.self())));
    }
  }

  static Evidence childrenInheritTheCgroup(String parent, String child, boolean isOwn) {
    return Evidence.confirmedIf(
        parent.equals(child) && isOwn,
        "a program in %s started another, which is in %s",
        parent,
        child);
  }

  @Checks("C138")
  @NeedsCgroups
  static Evidence canBeMovedToAnotherCgroup() {
    try (Cgroup one = CgroupTrial.cgroup();
        Cgroup two = CgroupTrial.another()) {
      Program sleep = Trial.running(one.start("sleep", "100"));
      String before = path(sleep.pid());
      two.add(sleep);
      return canBeMovedToAnotherCgroup(before, path(sleep.pid()));
    }
  }

  static Evidence canBeMovedToAnotherCgroup(String before, String after) {
    return Evidence.confirmedIf(
        !before.equals(after), "a running program was in %s, and is in %s", before, after);
  }

  @Checks("C143")
  @NeedsCgroups
  static Evidence writingAPidAddsTheProcess() {
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      Program sleep = Host.start("sleep", "100");
      try {
        List<String> before = procs(cgroup);
        cgroup.add(sleep.pid());
        return writingAPidAddsTheProcess(Long.toString(sleep.pid()), before, procs(cgroup));
      } finally {
        sleep.kill();
      }
    }
  }

  static Evidence writingAPidAddsTheProcess(String pid, List<String> before, List<String> after) {
    return Evidence.confirmedIf(
        !before.contains(pid) && after.contains(pid),
        "%s was written to cgroup.procs, which said %s and says %s",
        pid,
        before,
        after);
  }

  @Checks("C144")
  @NeedsCgroups
  static Evidence appendedToTheEnd() {
    try (Cgroup one = CgroupTrial.cgroup();
        Cgroup two = CgroupTrial.another()) {
      String first = Long.toString(Trial.running(one.start("sleep", "100")).pid());
      Program second = Trial.running(one.start("sleep", "100"));
      List<String> before = procs(one);
      two.add(second);
      boolean hadBoth = before.contains(first) && before.size() == 2;
      return appendedToTheEnd(Long.toString(second.pid()), hadBoth, procs(one), procs(two));
    }
  }

  static Evidence appendedToTheEnd(
      String pid, boolean hadBoth, List<String> first, List<String> second) {
    return Evidence.correctedIf(
        hadBoth && !first.contains(pid) && second.contains(pid),
        "%s was written to a second cgroup's cgroup.procs and vanished from the first's, which now"
            + " says %s; each write is a command",
        pid,
        first);
  }

  @Checks("C145")
  @NeedsCgroups
  static Evidence inSeveralCgroups() {
    try (Cgroup one = CgroupTrial.cgroup();
        Cgroup two = CgroupTrial.another()) {
      Program sleep = Trial.running(one.start("sleep", "100"));
      two.add(sleep);
      List<Membership> memberships = memberships(sleep.pid());
      long distinct = memberships.stream().map(Membership::hierarchy).distinct().count();
      return inSeveralCgroups(
          memberships.size(), distinct, procs(one).isEmpty() && !procs(two).isEmpty());
    }
  }

  static Evidence inSeveralCgroups(int lines, long hierarchies, boolean leftTheFirst) {
    return Evidence.correctedIf(
        lines == hierarchies && leftTheFirst,
        "a process that was added to two cgroups is in %s; /proc/PID/cgroup has %d lines for %d"
            + " hierarchies",
        leftTheFirst ? "the second only" : "both",
        lines,
        hierarchies);
  }

  @Checks("C033")
  @NeedsCgroups
  static Evidence whoEntersByNsenterIsInTheContainer() throws IOException {
    try (Cgroup cgroup = CgroupTrial.cgroup();
        Cell cell = Trial.container()) {
      cgroup.add(cell);
      Program sleep = Trial.sleep(cell);
      String joined =
          Trial.nsenter(
              sleep.pid(),
              "--mount",
              "--uts",
              "--ipc",
              "--net",
              "--pid",
              "cat",
              "/proc/self/cgroup");
      String inside = ProcReader.line("/proc/" + sleep.pid() + "/cgroup");
      String host = ProcReader.line("/proc/self/cgroup");
      return whoEntersByNsenterIsInTheContainer(inside, joined, host);
    }
  }

  static Evidence whoEntersByNsenterIsInTheContainer(String inside, String joined, String host) {
    return Evidence.correctedIf(
        joined.equals(host) && !inside.equals(host),
        "the container's programs are in other cgroups than the host's; the one that"
            + " nsenter started is in %s",
        joined.equals(host) ? "the host's" : "others");
  }

  private static List<Membership> memberships(long pid) {
    return Membership.readAll(pid);
  }

  /** Returns the path of a cgroup that Cellblock has made. */
  private static String path(long pid) {
    return memberships(pid).stream()
        .map(Membership::path)
        .filter(path -> path.contains("cellblock"))
        .findFirst()
        .orElse("no cgroup of ours");
  }

  private static List<String> procs(Cgroup cgroup) {
    return cgroup.read("cgroup.procs").lines().toList();
  }
}
