package org.cellblock.claims;

import static org.cellblock.linux.Namespace.UTS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupExperiments;
import org.cellblock.containers.host.Program;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;
import org.cellblock.procfs.NamespaceLink;
import tech.tablesaw.api.Table;

/** What a cgroup is, how one is made, and what it can limit. */
final class CgroupClaims {

  private static final long UNLIMITED = 1L << 60;

  /** Of the twenty that are said to be plenty. */
  private static final int HALF = 10;

  private CgroupClaims() {}

  @Checks("C006")
  @NeedsCgroups
  static Evidence twoMechanisms() {
    List<Membership> hosts = Membership.readAll(ProcReader.self());
    try (Cell cell = Trial.cell(UTS);
        Cgroup cgroup = CgroupTrial.cgroup()) {
      Program apart = Trial.sleep(cell);
      Program limited = Trial.running(cgroup.start("sleep", "100"));
      boolean apartIsLimited = !Membership.readAll(apart.pid()).equals(hosts);
      boolean limitedIsLimited = !Membership.readAll(limited.pid()).equals(hosts);
      boolean limitedIsApart =
          !NamespaceLink.readAll(limited.pid()).equals(NamespaceLink.readAll(ProcReader.self()));
      return twoMechanisms(apartIsLimited, limitedIsLimited, limitedIsApart);
    }
  }

  static Evidence twoMechanisms(
      boolean apartIsLimited, boolean limitedIsLimited, boolean limitedIsApart) {
    return Evidence.confirmedIf(
        !apartIsLimited && limitedIsLimited && !limitedIsApart,
        "a program with a namespace of its own is in %s cgroups; one in a cgroup of its own has %s"
            + " namespaces",
        apartIsLimited ? "other" : "the host's",
        limitedIsApart ? "other" : "the host's");
  }

  @Checks("C135")
  @NeedsCgroups
  static Evidence limitsAreOptional() {
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      return limitsAreOptional(cgroup.read("pids.max"), CgroupTrial.memory(cgroup).value());
    }
  }

  static Evidence limitsAreOptional(String pids, String memory) {
    boolean unlimited = memory.equals("max") || Long.parseLong(memory) > UNLIMITED;
    return Evidence.confirmedIf(
        pids.equals("max") && unlimited,
        "a new cgroup has pids.max %s and a memory limit of %s",
        pids,
        memory);
  }

  @Checks("C136")
  @NeedsCgroups
  static Evidence madeThroughAVirtualFileSystem() throws IOException {
    Cgroup cgroup = CgroupTrial.cgroup();
    Path path = cgroup.paths().get(0);
    String type;
    boolean was;
    try (cgroup) {
      type = Files.getFileStore(path).type();
      was = Files.isDirectory(path);
    }
    return madeThroughAVirtualFileSystem(path, type, was, Files.exists(path));
  }

  static Evidence madeThroughAVirtualFileSystem(Path path, String type, boolean was, boolean is) {
    return Evidence.confirmedIf(
        type.startsWith("cgroup") && was && !is,
        "mkdir made %s in a file system of type %s; rmdir %s it",
        path.getFileName(),
        type,
        is ? "left" : "removed");
  }

  @Checks("C139")
  static Evidence controllersForDevicesAndProcesses() {
    return controllersForDevicesAndProcesses(CgroupTrial.controllers());
  }

  static Evidence controllersForDevicesAndProcesses(Set<String> controllers) {
    Set<String> lacking = new TreeSet<>(List.of("memory", "cpu", "cpuset", "pids", "devices"));
    lacking.removeAll(controllers);
    return Evidence.outdatedIf(
        !lacking.isEmpty(),
        "of memory, CPU time, CPU cores, devices and processes it lacks %s%s",
        lacking.isEmpty() ? "none" : lacking,
        lacking.contains("devices") ? "; devices are left to BPF programs in version 2" : "");
  }

  @Checks("C140")
  static Evidence severalHierarchies() {
    List<Hierarchy> mounted = Hierarchy.readAll();
    NotTestableHere.unless(!mounted.isEmpty(), "a mounted cgroup hierarchy");
    return severalHierarchies(mounted.size(), mounted.stream().filter(Hierarchy::isV2).count());
  }

  static Evidence severalHierarchies(int mounted, long ofVersion2) {
    return Evidence.outdatedIf(
        mounted == 1 && ofVersion2 == 1,
        "%d mounted, %d of them of version 2",
        mounted,
        ofVersion2);
  }

  @Checks("C141")
  @NeedsCgroups
  static Evidence mkdirMakesACgroup() {
    Path cpu = Path.of("/sys/fs/cgroup/cpu");
    try (Cgroup cgroup = CgroupTrial.cgroup()) {
      String ours =
          cgroup.paths().stream()
              .filter(path -> path.startsWith(cpu))
              .findFirst()
              .map(Path::toString)
              .orElse("");
      return mkdirMakesACgroup(ours, Files.exists(cpu), cgroup.paths().get(0));
    }
  }

  static Evidence mkdirMakesACgroup(String ours, boolean exists, Path other) {
    return Evidence.outdatedIf(
        ours.isEmpty(),
        exists ? "a new directory in /sys/fs/cgroup/cpu: %s" : "no /sys/fs/cgroup/cpu here: %s",
        ours.isEmpty() ? other : ours);
  }

  @Checks("C042")
  static Evidence networkTrafficIsLimited() throws IOException {
    Set<String> known = new TreeSet<>(CgroupTrial.controllers());
    Path table = Path.of("/proc/cgroups");
    if (Files.exists(table)) {
      Files.readAllLines(table).stream().skip(1).forEach(line -> known.add(line.split("\t")[0]));
    }
    return networkTrafficIsLimited(known);
  }

  static Evidence networkTrafficIsLimited(Set<String> known) {
    Set<String> network = new TreeSet<>(known);
    network.removeIf(name -> !name.startsWith("net"));
    return Evidence.correctedIf(
        Set.of("net_cls", "net_prio").containsAll(network),
        "of %d controllers %s for the network%s",
        known.size(),
        network.isEmpty() ? "none is" : network + " are",
        network.isEmpty() ? "" : "; these mark packets and limit nothing");
  }

  @Checks("C166")
  static Evidence keyboardAndScreen() {
    return keyboardAndScreen(CgroupTrial.controllers());
  }

  static Evidence keyboardAndScreen(Set<String> controllers) {
    Set<String> io = new TreeSet<>(controllers);
    io.retainAll(Set.of("blkio", "io"));
    NotTestableHere.unless(!io.isEmpty(), "a kernel with the controller io or blkio");
    return Evidence.correctedIf(
        !io.isEmpty(), "the controller is %s: bytes and requests of block devices", io);
  }

  @Checks("C134")
  @NeedsCgroups
  static Evidence cgroupsLimitWhatAProcessCanDo() {
    return refusedForks();
  }

  @Checks("C163")
  @NeedsCgroups
  static Evidence withAMaximumOf20() {
    return refusedForks();
  }

  private static Evidence refusedForks() {
    Table table = CgroupExperiments.forks(20);
    return refusedForks(
        table.longColumn("max").get(0),
        table.longColumn("refused").get(0),
        table.stringColumn("said").get(0));
  }

  static Evidence refusedForks(long max, long refused, String said) {
    return Evidence.confirmedIf(
        max == 20 && refused > 0,
        "with pids.max %d the kernel refused %d forks: %s",
        max,
        refused,
        said.lines().findFirst().orElse("nothing was said"));
  }

  @Checks("C162")
  @NeedsCgroups
  static Evidence decidesWhichProcessesCanBeSeen() {
    try (Cgroup cgroup = CgroupTrial.cgroup().pids(20)) {
      String seen = cgroup.start("ls", "/proc").waitFor().stdout();
      long count = seen.lines().filter(name -> name.matches("\\d+")).count();
      return decidesWhichProcessesCanBeSeen(
          seen.lines().toList().contains(Long.toString(ProcReader.self())), count);
    }
  }

  static Evidence decidesWhichProcessesCanBeSeen(boolean seesOutside, long count) {
    return Evidence.correctedIf(
        seesOutside,
        "a program in a cgroup with pids.max 20 saw %d processes, this one %s",
        count,
        seesOutside ? "among them" : "not among them");
  }

  @Checks("C150")
  @NeedsCgroups
  static Evidence fixedWhenTheProcessStarts() {
    try (Cgroup cgroup = CgroupTrial.cgroup().pids(10)) {
      Program sleep = Trial.running(cgroup.start("sleep", "100"));
      String before = cgroup.read("pids.max");
      cgroup.pids(20);
      return fixedWhenTheProcessStarts(before, cgroup.read("pids.max"), sleep.isRunning());
    }
  }

  static Evidence fixedWhenTheProcessStarts(String before, String after, boolean isRunning) {
    return Evidence.correctedIf(
        !before.equals(after) && isRunning,
        "pids.max was %s, then %s, while a program was running under it",
        before,
        after);
  }

  @Checks("C039")
  @NeedsCgroups
  static Evidence cgroupsRestrictCpuTimeAndMemory() {
    Table quota = CgroupExperiments.quota(0.2);
    Table memory = CgroupExperiments.memory("16m");
    return cgroupsRestrictCpuTimeAndMemory(
        quota.longColumn("percent").get(0), memory.stringColumn("ended").get(0));
  }

  static Evidence cgroupsRestrictCpuTimeAndMemory(long percent, String ended) {
    return Evidence.confirmedIf(
        percent < 40 && ended.contains("SIGKILL"),
        "with a quota of 0.2 CPUs a program got %d %% of one; with 16 MiB of memory another was"
            + " %s",
        percent,
        ended);
  }

  @Checks("C164")
  @NeedsCgroups
  static Evidence twentyArePlenty() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (Cgroup cgroup = CgroupTrial.cgroup().pids(HALF)) {
      return twentyArePlenty(
          cgroup.start(java, "-XX:-UsePerfData", "-version").waitFor().status().toString());
    }
  }

  static Evidence twentyArePlenty(String ended) {
    return Evidence.correctedIf(
        !ended.equals("exit status 0"),
        "threads count as well: under pids.max %d, java -version ended with %s, so that of two"
            + " Java machines one doesn't start",
        HALF,
        ended);
  }
}
