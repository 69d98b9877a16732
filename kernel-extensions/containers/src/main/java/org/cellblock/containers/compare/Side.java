package org.cellblock.containers.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.CgroupLimits;
import org.cellblock.containers.host.Program;
import org.cellblock.linux.Capability;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.Procfs;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * One thing in a comparison, as the host sees it.
 *
 * @param kind {@code cell}, {@code container} or {@code process}
 * @param name what to call it
 * @param pid process or thread
 * @param namespaces inode by kind
 * @param limits cgroup, memory, cpus, shares, pids
 * @param security uid, effective, bounding, seccomp, no new privs
 * @param root {@code host}, a type of file system, or a directory
 * @param started when
 */
record Side(
    String kind,
    String name,
    long pid,
    Map<String, Long> namespaces,
    Map<String, String> limits,
    Map<String, String> security,
    String root,
    String started) {

  /** Looks at a process. */
  static Side of(String kind, String name, long pid) {
    return of(kind, name, pid, byType(NamespaceLink.readAll(pid)), pid);
  }

  /** Looks at a program that runs. */
  static Side of(Program program) {
    if (!program.isRunning()) {
      throw new IllegalArgumentException(
          "compared [%s]: expected a program that runs".formatted(program));
    }
    return of("process", program.command(), program.pid());
  }

  /** Looks at a cell's thread; its cgroup is that of its processes, for threads have none. */
  static Side of(Cell cell) {
    if (!cell.isOpen()) {
      throw new IllegalArgumentException(
          "compared [%s]: expected an open cell".formatted(cell.name()));
    }
    long self = ProcessHandle.current().pid();
    Map<String, Long> namespaces = byType(NamespaceLink.readForChildren(self, cell.tid()));
    long member = cell.processes().stream().findFirst().orElse(self);
    return of("cell", cell.name(), cell.tid(), namespaces, member);
  }

  /** Returns the host's namespaces by kind. */
  static Map<String, Long> host() {
    return HostThread.call(() -> byType(NamespaceLink.readAll(ProcessHandle.current().pid())));
  }

  Side withPidInName() {
    String longer = "%s (%d)".formatted(name, pid);
    return new Side(kind, longer, pid, namespaces, limits, security, root, started);
  }

  private static Side of(
      String kind, String name, long pid, Map<String, Long> namespaces, long member) {
    return new Side(
        kind,
        name,
        pid,
        namespaces,
        CgroupLimits.of(member),
        security(facts(Procfs.security(pid))),
        root(pid),
        facts(Procfs.process(pid)).getOrDefault("started", ""));
  }

  private static Map<String, Long> byType(List<NamespaceLink> links) {
    Map<String, Long> byType = new LinkedHashMap<>();
    links.forEach(link -> byType.put(link.type(), link.namespace()));
    return byType;
  }

  private static Map<String, String> facts(Table table) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Row row : table) {
      facts.putIfAbsent(row.getString("key"), row.getString("value"));
    }
    return facts;
  }

  private static Map<String, String> security(Map<String, String> facts) {
    Map<String, String> security = new LinkedHashMap<>();
    security.put("uid", facts.get("Uid").split("\\s")[0]);
    security.put("effective", capabilities(facts.get("CapEff")));
    security.put("bounding", capabilities(facts.get("CapBnd")));
    security.put("seccomp", seccomp(facts.getOrDefault("Seccomp", "0")));
    security.put("no new privs", facts.getOrDefault("NoNewPrivs", "0").equals("1") ? "yes" : "no");
    return security;
  }

  private static String capabilities(String mask) {
    return Capability.describe(Long.parseUnsignedLong(mask, 16));
  }

  private static String seccomp(String mode) {
    return switch (mode) {
      case "0" -> "none";
      case "1" -> "strict";
      default -> "filter";
    };
  }

  private static String root(long pid) {
    try {
      Path root = Path.of("/proc/" + pid + "/root/");
      boolean isHosts = identity(root).equals(identity(Path.of("/")));
      return isHosts ? "host" : rootType(pid);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Returns the type of the mount that is on top at the process's root; none after chroot(2). */
  private static String rootType(long pid) throws IOException {
    String type = "directory " + Files.readSymbolicLink(Path.of("/proc/" + pid + "/root"));
    for (Row mount : Procfs.mounts(pid)) {
      if (mount.getString("target").equals("/")) {
        type = mount.getString("type");
      }
    }
    return type;
  }

  private static String identity(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:dev")
        + ":"
        + Files.getAttribute(directory, "unix:ino");
  }
}
