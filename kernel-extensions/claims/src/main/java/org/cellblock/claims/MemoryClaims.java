package org.cellblock.claims;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.CgroupExperiments;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.ControlFile;
import tech.tablesaw.api.Table;

/** Limits on memory: what they are, and what they are not. */
final class MemoryClaims {

  private static final long MIB = 1L << 20;

  /** Too large, or never ending, and no place for a limit. */
  private static final Set<String> UNREAD = Set.of("mem", "pagemap", "clear_refs");

  private MemoryClaims() {}

  @Checks("C149")
  @NeedsCgroups
  static Evidence aHardBoundary() {
    Table table = CgroupExperiments.memory("16m");
    return aHardBoundary(
        table.longColumn("limit").get(0),
        table.longColumn("peak").get(0),
        table.stringColumn("ended").get(0),
        table.longColumn("oom kills").get(0));
  }

  static Evidence aHardBoundary(long limit, long peak, String ended, long kills) {
    return Evidence.confirmedIf(
        ended.contains("SIGKILL") && kills > 0 && peak <= limit,
        "at %d of %d bytes the program was %s; OOM kills: %d",
        peak,
        limit,
        ended,
        kills);
  }

  @Checks("C040")
  @NeedsCgroups
  static Evidence limit400mEndsUpAs419430400() {
    try (Cgroup cgroup = CgroupTrial.cgroup().memory("400m")) {
      CgroupTrial.Setting kept = CgroupTrial.memory(cgroup);
      return limit400mEndsUpAs419430400(kept.file(), kept.value());
    }
  }

  static Evidence limit400mEndsUpAs419430400(String file, String value) {
    boolean isV1 = file.equals("memory.limit_in_bytes");
    String seen = "for 400m, %s says %s";
    return !isV1 && value.equals("419430400")
        ? Evidence.outdatedIf(true, seen, file, value)
        : Evidence.confirmedIf(value.equals("419430400"), seen, file, value);
  }

  @Checks("C041")
  @NeedsCgroups
  static Evidence limit400mMeans400Mb() {
    try (Cgroup cgroup = CgroupTrial.cgroup().memory("400m")) {
      return limit400mMeans400Mb(Long.parseLong(CgroupTrial.memory(cgroup).value()));
    }
  }

  static Evidence limit400mMeans400Mb(long bytes) {
    return Evidence.correctedIf(
        bytes == 400 * MIB,
        "400m are %d bytes: 400 times 1024 times 1024, that is 400 MiB; 400 MB are 400000000",
        bytes);
  }

  @Checks("C148")
  @NeedsCgroups
  static Evidence dedicatesMemoryAtItsStart() throws IOException {
    try (Cgroup cgroup = CgroupTrial.cgroup().memory("1t")) {
      Trial.running(cgroup.start("sleep", "100"));
      long limit = Long.parseLong(CgroupTrial.memory(cgroup).value());
      long used =
          Long.parseLong(
              CgroupTrial.setting(cgroup, "memory.usage_in_bytes", "memory.current").value());
      long total = Long.parseLong(ProcReader.memTotal().split(" ")[0]) * 1024;
      return dedicatesMemoryAtItsStart(limit, used, total);
    }
  }

  static Evidence dedicatesMemoryAtItsStart(long limit, long used, long total) {
    return Evidence.correctedIf(
        limit > total && used < 64 * MIB,
        "a limit of %d MiB was accepted on a machine of %d MiB; a program under it uses %d KiB",
        limit / MIB,
        total / MIB,
        used / 1024);
  }

  @Checks("C147")
  @NeedsCgroups
  static Evidence howMuchAndNotWhichAddresses() throws IOException {
    try (Cgroup cgroup = CgroupTrial.cgroup().memory("16m")) {
      Program sleep = Trial.running(cgroup.start("sleep", "100"));
      long highest =
          Files.readAllLines(Path.of("/proc/" + sleep.pid() + "/maps")).stream()
              .mapToLong(line -> Long.parseUnsignedLong(line.split("[- ]")[1], 16))
              .filter(address -> address > 0)
              .max()
              .orElse(0);
      return howMuchAndNotWhichAddresses(highest, 16 * MIB);
    }
  }

  static Evidence howMuchAndNotWhichAddresses(long highest, long limit) {
    return Evidence.confirmedIf(
        highest > limit,
        "under a limit of %d bytes a program has addresses up to %#x",
        limit,
        highest);
  }

  @Checks("C146")
  @NeedsCgroups
  static Evidence someRuleDecides() throws IOException {
    try (Cgroup parent = CgroupTrial.cgroup().memory("16m")) {
      String file = CgroupTrial.memory(parent).file();
      Path directory = CgroupTrial.having(parent, file).orElseThrow();
      if (file.equals("memory.max")) {
        parent.write("cgroup.subtree_control", "+memory");
      }
      Path child = Files.createDirectory(directory.resolve("child"));
      try {
        ControlFile.write(child.resolve(file), Long.toString(64 * MIB));
        String kept = ProcReader.line(child.resolve(file).toString());
        Output eater = eatIn(child);
        return someRuleDecides(kept, eater.status().toString(), eater.stdout().strip());
      } finally {
        Files.delete(child);
      }
    }
  }

  /** A shell joins the cgroup, says so, and becomes a program that eats up to 256 MiB. */
  private static Output eatIn(Path cgroup) {
    String script =
        "ulimit -v 262144; echo $$ > \"$0/cgroup.procs\" && echo joined && exec tail /dev/zero";
    return Trial.output("sh", "-c", script, cgroup.toString());
  }

  static Evidence someRuleDecides(String child, String ended, String said) {
    return Evidence.confirmedIf(
        said.equals("joined") && ended.contains("SIGKILL"),
        "a child with a limit of %s bytes below a parent with 16777216: a program in it that eats"
            + " memory was %s; the tighter of the two wins",
        child,
        ended);
  }

  @Checks("C007")
  @NeedsCgroups
  static Evidence allThatOneNeedsToKnowIsInProc() throws IOException {
    String limit = "123457536"; // a whole number of pages that stands nowhere by chance
    try (Cgroup cgroup = CgroupTrial.cgroup().memory(limit)) {
      Program sleep = Trial.running(cgroup.start("sleep", "100"));
      List<String> with = filesWith(Path.of("/proc/" + sleep.pid()), limit);
      CgroupTrial.Setting kept = CgroupTrial.memory(cgroup);
      return allThatOneNeedsToKnowIsInProc(with, kept.value().equals(limit), kept.file());
    }
  }

  private static List<String> filesWith(Path process, String text) throws IOException {
    List<String> with = new ArrayList<>();
    for (String name : ProcReader.list(process.toString())) {
      Path file = process.resolve(name);
      if (!UNREAD.contains(name) && Files.isRegularFile(file) && contains(file, text)) {
        with.add(name);
      }
    }
    return with;
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException refused) {
      return false;
    }
  }

  static Evidence allThatOneNeedsToKnowIsInProc(List<String> files, boolean inCgroup, String file) {
    return Evidence.correctedIf(
        files.isEmpty() && inCgroup,
        "a process's memory limit stands in %s of its cgroup, and in %s of the files of /proc/PID",
        file,
        files.isEmpty() ? "none" : files.toString());
  }
}
