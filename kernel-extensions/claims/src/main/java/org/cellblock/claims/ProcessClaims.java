package org.cellblock.claims;

import static org.cellblock.linux.Namespace.PID;
import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Program;

/** Is a container more than a process? */
final class ProcessClaims {

  private static final Pattern SYSTEM_CALL = Pattern.compile(" (__(x64|arm64)_)?sys_(\\w+)");
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  private ProcessClaims() {}

  @Checks("C001")
  static Evidence noSuchObject() throws IOException {
    Set<String> calls = new TreeSet<>();
    Path symbols = Path.of("/proc/kallsyms");
    NotTestableHere.unless(Files.exists(symbols), "a kernel with /proc/kallsyms");
    Files.readAllLines(symbols)
        .forEach(
            line -> {
              var match = SYSTEM_CALL.matcher(line);
              if (match.find()) {
                calls.add(match.group(3));
              }
            });
    NotTestableHere.unless(!calls.isEmpty(), "the kernel's system calls in /proc/kallsyms");
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return noSuchObject(calls, status);
  }

  static Evidence noSuchObject(Set<String> calls, List<String> status) {
    List<String> named = calls.stream().filter(call -> call.contains("container")).toList();
    long lines = status.stream().filter(line -> line.toLowerCase().contains("container")).count();
    return Evidence.confirmedIf(
        named.isEmpty() && lines == 0,
        "%d of the kernel's %d system calls and %d of the %d lines in /proc/PID/status speak of"
            + " a container%s",
        named.size(),
        calls.size(),
        lines,
        status.size(),
        named.isEmpty() ? "" : ": " + named);
  }

  @Checks("C003")
  static Evidence onlyProcessesHaveCome() throws IOException {
    Set<String> before = Set.copyOf(ProcReader.list("/proc"));
    try (Cell cell = Trial.container()) {
      Program sleep = Trial.sleep(cell);
      Set<String> came = new TreeSet<>(ProcReader.list("/proc"));
      came.removeAll(before);
      boolean all = came.stream().allMatch(name -> name.matches("\\d+"));
      return Evidence.confirmedIf(
          all && came.contains(Long.toString(sleep.pid())),
          "with a container %d entries came to /proc, %s: %s",
          came.size(),
          all ? "all of them processes" : "not all of them processes",
          String.join(" ", came));
    }
  }

  @Checks("C004")
  static Evidence aProcessGroupWithExtras() throws IOException {
    try (Cell cell = Trial.container()) {
      Program shell = cell.start("sh", "-c", "setsid sleep 100 & echo ready; wait");
      long child = Wait.forChild(shell.pid());
      Wait.until(() -> group(child) != group(shell.pid()));
      return Evidence.correctedIf(
          group(child) != group(shell.pid())
              && ProcReader.namespace(child, PID) == ProcReader.namespace(shell.pid(), PID),
          "two processes of one container, in process groups %d and %d, share %s",
          group(shell.pid()),
          group(child),
          "pid:[%d]".formatted(ProcReader.namespace(child, PID)));
    }
  }

  /** Reads the process group: the third field after the name in brackets, proc_pid_stat(5). */
  private static long group(long pid) throws IOException {
    String stat = ProcReader.line("/proc/" + pid + "/stat");
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2]);
  }

  @Checks("C019")
  static Evidence anOrdinaryProcess() throws IOException {
    try (Cell cell = Trial.container()) {
      Program inside = Trial.sleep(cell);
      List<String> there = ProcReader.list("/proc/" + inside.pid());
      List<String> here = ProcReader.list("/proc/self");
      String state = ProcReader.status(inside.pid(), "State");
      return Evidence.confirmedIf(
          there.equals(here),
          "process %d of a container has the %d entries in /proc that this one has %d of; its"
              + " state is %s",
          inside.pid(),
          there.size(),
          here.size(),
          state);
    }
  }

  @Checks("C052")
  static Evidence normalLinuxProcesses() {
    try (Cell cell = Trial.container()) {
      Program inside = Trial.sleep(cell);
      ProcessHandle handle = ProcessHandle.of(inside.pid()).orElseThrow();
      long parent = handle.parent().map(ProcessHandle::pid).orElse(-1L);
      return Evidence.confirmedIf(
          parent == ProcReader.self(),
          "the container's sleep is process %d of the host, a child of %d; we are %d",
          inside.pid(),
          parent,
          ProcReader.self());
    }
  }

  @Checks("C053")
  static Evidence oneKernelDividesOneMachine() throws IOException {
    try (Cell one = Trial.cell(UTS);
        Cell two = Trial.another(UTS)) {
      one.sethostname("one");
      two.sethostname("two");
      String names = Trial.in(one, "hostname") + " and " + Trial.in(two, "hostname");
      String first = Trial.in(one, "cat", BOOT_ID);
      String second = Trial.in(two, "cat", BOOT_ID);
      return Evidence.confirmedIf(
          names.equals("one and two") && first.equals(second),
          "two cells are called %s, and see the boots %.8s and %.8s of a kernel",
          names,
          first,
          second);
    }
  }

  @Checks("C054")
  static Evidence allShareOneKernel() throws IOException {
    try (Cell cell = Trial.container()) {
      return sameKernel(
          Trial.in(cell, "uname", "-r") + " " + Trial.in(cell, "cat", BOOT_ID),
          Trial.onHost("uname", "-r") + " " + ProcReader.line(BOOT_ID));
    }
  }

  static Evidence sameKernel(String inside, String outside) {
    return Evidence.confirmedIf(
        inside.equals(outside), "kernel and boot inside: %s; outside: %s", inside, outside);
  }
}
