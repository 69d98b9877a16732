package org.cellblock.containers.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellblock.procfs.CgroupFiles;
import org.cellblock.procfs.Pressure;

/** Reads what a cgroup has used and felt, in one vocabulary for both versions. */
final class CgroupReadings {

  private static final long NANOS_PER_MICRO = 1000;

  /** An event's name, and where version 1 and version 2 count it: a file, and a key in it. */
  private record Counter(String controller, String event, String v1, String v2) {}

  private static final List<Counter> COUNTERS =
      List.of(
          new Counter("memory", "memory limit hit", "memory.failcnt", "memory.events max"),
          new Counter(
              "memory",
              "killed for memory (OOM)",
              "memory.oom_control oom_kill",
              "memory.events oom_kill"),
          new Counter("cpu", "cpu periods", "cpu.stat nr_periods", "cpu.stat nr_periods"),
          new Counter(
              "cpu", "cpu periods throttled", "cpu.stat nr_throttled", "cpu.stat nr_throttled"),
          new Counter(
              "cpu", "cpu throttled (µs)", "cpu.stat throttled_time", "cpu.stat throttled_usec"),
          new Counter("pids", "fork refused", "pids.events max", "pids.events max"));

  private final List<CgroupDirectory> directories;

  CgroupReadings(List<CgroupDirectory> directories) {
    this.directories = directories;
  }

  List<CgroupFile> files(long shares) {
    return Stream.of(CgroupSetting.values())
        .flatMap(
            setting ->
                with(setting.controller()).stream()
                    .map(cgroup -> CgroupFile.read(setting, cgroup, shares)))
        .flatMap(Optional::stream)
        .toList();
  }

  List<CgroupUsage> usage() {
    return Stream.of(memory(), memoryPeak(), cpuTime(), pids()).flatMap(Optional::stream).toList();
  }

  List<CgroupEvent> events() {
    List<CgroupEvent> events = new ArrayList<>();
    for (Counter counter : COUNTERS) {
      with(counter.controller()).flatMap(cgroup -> event(counter, cgroup)).ifPresent(events::add);
    }
    return events;
  }

  List<Pressure> pressure() {
    List<Pressure> all = new ArrayList<>();
    for (String resource : List.of("cpu", "memory", "io")) {
      for (CgroupDirectory cgroup : directories) {
        cgroup
            .files()
            .read(resource + ".pressure")
            .ifPresent(text -> all.addAll(Pressure.parseAll(resource, text)));
      }
    }
    if (all.isEmpty()) {
      throw new UnsupportedOperationException(
          "no pressure files here: they want cgroup version 2 and a kernel with CONFIG_PSI, not"
              + " switched off by psi=0");
    }
    return all;
  }

  /** Returns bytes; 0 where no hierarchy has the memory controller. */
  long memoryBytes() {
    return memory().map(CgroupUsage::raw).orElse(0L);
  }

  long pidCount() {
    return pids()
        .map(CgroupUsage::raw)
        .orElseGet(() -> (long) directories.get(0).files().processes().size());
  }

  /** Returns cpu time in microseconds; 0 where no hierarchy accounts for it. */
  long cpuMicros() {
    Optional<CgroupUsage> time = cpuTime();
    long raw = time.map(CgroupUsage::raw).orElse(0L);
    return time.isPresent() && time.get().file().equals("cpuacct.usage")
        ? raw / NANOS_PER_MICRO
        : raw;
  }

  /** Counts an event by the name that it has in the table; 0 where nothing counts it. */
  long count(String event) {
    return events().stream()
        .filter(each -> each.event().equals(event))
        .mapToLong(CgroupEvent::count)
        .sum();
  }

  Optional<CgroupDirectory> with(String controller) {
    return directories.stream()
        .filter(each -> each.base().controllers().contains(controller))
        .findFirst();
  }

  String limit(CgroupSetting setting) {
    return with(setting.controller())
        .flatMap(cgroup -> CgroupFile.read(setting, cgroup, 0))
        .map(CgroupFile::value)
        .orElse("");
  }

  private Optional<CgroupUsage> memory() {
    return bytes("memory", "memory.usage_in_bytes", "memory.current");
  }

  private Optional<CgroupUsage> memoryPeak() {
    return bytes("memory peak", "memory.max_usage_in_bytes", "memory.peak");
  }

  private Optional<CgroupUsage> bytes(String what, String v1, String v2) {
    String limit = limit(CgroupSetting.MEMORY);
    return with("memory")
        .flatMap(
            cgroup -> {
              String file = cgroup.base().isV2() ? v2 : v1;
              return cgroup
                  .files()
                  .number(file)
                  .map(raw -> new CgroupUsage(what, CgroupUnits.size(raw), limit, file, raw));
            });
  }

  private Optional<CgroupUsage> pids() {
    return with("pids")
        .flatMap(cgroup -> cgroup.files().number("pids.current"))
        .map(
            raw ->
                new CgroupUsage(
                    "pids", raw.toString(), limit(CgroupSetting.PIDS), "pids.current", raw));
  }

  private Optional<CgroupUsage> cpuTime() {
    Optional<Long> nanos = with("cpuacct").flatMap(each -> each.files().number("cpuacct.usage"));
    if (nanos.isPresent()) {
      return nanos.map(raw -> cpuTime("cpuacct.usage", raw, raw / NANOS_PER_MICRO));
    }
    return directories.stream()
        .filter(each -> each.base().isV2())
        .map(each -> each.files().keyed("cpu.stat").get("usage_usec"))
        .filter(raw -> raw != null)
        .findFirst()
        .map(raw -> cpuTime("cpu.stat usage_usec", raw, raw));
  }

  private CgroupUsage cpuTime(String file, long raw, long micros) {
    String value = micros / 1000 + " ms";
    return new CgroupUsage("cpu time", value, limit(CgroupSetting.CPUS), file, raw);
  }

  private static Optional<CgroupEvent> event(Counter counter, CgroupDirectory cgroup) {
    boolean isV2 = cgroup.base().isV2();
    String[] place = (isV2 ? counter.v2() : counter.v1()).split(" ");
    String key = place.length > 1 ? place[1] : "";
    CgroupFiles files = cgroup.files();
    Optional<Long> count =
        key.isEmpty()
            ? files.number(place[0])
            : Optional.ofNullable(files.keyed(place[0]).get(key));
    long unit = key.equals("throttled_time") ? NANOS_PER_MICRO : 1;
    return count.map(raw -> new CgroupEvent(counter.event(), raw / unit, place[0], key));
  }
}
