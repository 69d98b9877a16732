package org.cellblock.procfs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellblock.linux.DirectoryFd;

/** One process in more detail than a row of {@link ProcessInfo} has room for. */
final class ProcessFacts {

  /** USER_HZ, the unit of times in /proc; the same on all architectures that Java runs on. */
  private static final long TICKS_PER_SECOND = 100;

  private final long pid;
  private final DirectoryFd root;
  private final Status status;
  private final List<Fact> facts = new ArrayList<>();

  private ProcessFacts(long pid, DirectoryFd root) {
    this.pid = pid;
    this.root = root;
    this.status = ProcFile.status(pid);
  }

  static List<Fact> readAll(long pid) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      ProcessFacts facts = new ProcessFacts(pid, root);
      facts.addIdentity();
      facts.addProgram();
      facts.addTimes();
      facts.addPlaces();
      return facts.facts;
    }
  }

  private void addIdentity() {
    List<Long> pids = status.pids();
    add(
        "pid",
        pids.stream().map(String::valueOf).collect(Collectors.joining(" ")),
        pids.size() == 1
            ? "in the pid namespace of this /proc"
            : "in %d nested pid namespaces, outermost first".formatted(pids.size()));
    add("parent", status.value("PPid"), name(status.value("PPid")));
    add("user", StatusFacts.ids(status.words("Uid"), Users.read()), "");
    add("group", StatusFacts.ids(status.words("Gid"), Users.readGroups()), "");
  }

  private void addProgram() {
    String cmdline = file("cmdline").orElse("");
    add(
        "command",
        ProcessInfo.command(cmdline, status.value("Name")),
        "its arguments; a program may overwrite them");
    add("name", status.value("Name"), "at most 15 bytes, set by execve(2) or by itself");
    addLink("exe", "the program's file");
    addLink("cwd", "working directory, below its root");
    addLink("root", "root directory");
    add("state", status.value("State"), StatusFacts.state(status.value("State")));
    add("threads", status.value("Threads"), "");
    add("rss", status.value("VmRSS"), "resident memory");
  }

  private void addTimes() {
    Optional<Stat> stat = file("stat").flatMap(Stat::parse);
    Optional<Instant> boot = root.read("proc/stat").flatMap(ProcessFacts::boot);
    if (stat.isPresent() && boot.isPresent()) {
      Instant start = boot.get().plusMillis(stat.get().startTicks() * 1_000 / TICKS_PER_SECOND);
      Duration age = Duration.between(start, Instant.now()).truncatedTo(ChronoUnit.SECONDS);
      add("started", start.truncatedTo(ChronoUnit.SECONDS).toString(), ago(age));
    }
  }

  private void addPlaces() {
    file("cgroup")
        .ifPresent(
            text -> {
              for (Membership each : Membership.parseAll(text)) {
                boolean isV2 = each.hierarchy() == 0;
                String hierarchy = isV2 ? "v2" : "v1 " + String.join(",", each.controllers());
                add("cgroup", each.path(), hierarchy);
              }
            });
    file("oom_score_adj")
        .ifPresent(
            value ->
                add("oom_score_adj", value.strip(), "-1000 never to 1000 first, if memory ends"));
  }

  /** Finds the time of boot in {@code /proc/stat}. */
  static Optional<Instant> boot(String text) {
    return Lines.of(text)
        .filter(line -> line.startsWith("btime "))
        .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())))
        .findFirst();
  }

  /** Says a length of time in the two largest units that it has. */
  static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3_600) {
      return "%d min %d s ago".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%d h %d min ago".formatted(seconds / 3_600, seconds / 60 % 60);
    }
    return "%d d %d h ago".formatted(seconds / 86_400, seconds / 3_600 % 24);
  }

  private String name(String other) {
    return root.read("proc/" + other + "/status")
        .flatMap(Status::parse)
        .map(parent -> parent.value("Name"))
        .orElse(other.equals("0") ? "none in this pid namespace" : "");
  }

  private void addLink(String link, String meaning) {
    root.readlink("proc/" + pid + "/" + link).ifPresent(target -> add(link, target, meaning));
  }

  private Optional<String> file(String name) {
    return root.read("proc/" + pid + "/" + name);
  }

  private void add(String key, String value, String meaning) {
    if (!value.isEmpty()) {
      facts.add(new Fact(key, value, meaning));
    }
  }
}
