package org.cellblock.containers.docker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cellblock.containers.host.Box;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.Namespace;
import org.cellblock.procfs.NamespaceLink;
import org.cellblock.procfs.NamespaceMember;
import org.cellblock.procfs.ProcessInfo;

/**
 * Who stands between the notebook and a container's process: dockerd, containerd, the shim; parents
 * and children as /proc has them.
 */
final class DockerChain {

  private static final String RUNTIME_STATE = "config.json";

  private static final Set<String> ENGINES = Set.of("dockerd", "containerd");

  /** What each is there for; runc isn't among them: it ends when the process begins. */
  private static final Map<String, String> ROLES =
      Map.of(
          "dockerd", "hears the socket, asks containerd",
          "containerd", "starts a shim for each container",
          "containerd-shim",
              "holds output and exit status; its runc made the container and has ended");

  private final Map<Long, List<ProcessInfo>> children;
  private final Map<Long, ProcessInfo> all;

  private DockerChain(List<ProcessInfo> processes) {
    children = processes.stream().collect(Collectors.groupingBy(ProcessInfo::ppid));
    all = processes.stream().collect(Collectors.toMap(ProcessInfo::pid, Function.identity()));
  }

  /** Draws the engine's processes, and the shim's with its parent. */
  static Box of(long pid) {
    return HostThread.call(() -> new DockerChain(ProcessInfo.readAll()).picture(pid));
  }

  private Box picture(long pid) {
    long shim = parent(pid);
    List<Box> inside = new ArrayList<>();
    for (ProcessInfo engine : engines(shim)) {
      inside.add(box(engine));
    }
    ProcessInfo top = all.get(parent(shim));
    String adopts = "pid %d: takes those whose parent has ended".formatted(top.pid());
    inside.add(new Box("process", name(top), adopts, List.of(box(all.get(shim)))));
    return new Box("client", "notebook kernel", "asks dockerd over its socket", inside);
  }

  /** Finds those that the shim's PID namespace has, without those that another has started. */
  private List<ProcessInfo> engines(long shim) {
    Set<Long> members =
        NamespaceMember.readAll(Namespace.PID, inode(shim)).stream()
            .map(NamespaceMember::pid)
            .collect(Collectors.toSet());
    List<ProcessInfo> engines =
        all.values().stream()
            .filter(each -> members.contains(each.pid()))
            .filter(each -> ENGINES.contains(name(each)))
            .sorted(Comparator.comparingLong(ProcessInfo::pid))
            .toList();
    return engines.stream()
        .filter(each -> engines.stream().noneMatch(other -> other.pid() == each.ppid()))
        .toList();
  }

  private static long inode(long pid) {
    return NamespaceLink.readAll(pid).stream()
        .filter(link -> link.type().equals(Namespace.PID.procName()))
        .findFirst()
        .map(NamespaceLink::namespace)
        .orElseThrow(() -> new IllegalStateException("process %d has ended".formatted(pid)));
  }

  /** Returns the configuration that the shim gave to runc: it works where that lies. */
  static String config(long pid) {
    return HostThread.call(
        () -> {
          long shim = new DockerChain(ProcessInfo.readAll()).parent(pid);
          try (DirectoryFd bundle = DirectoryFd.open("/proc/" + shim + "/cwd")) {
            return bundle
                .read(RUNTIME_STATE)
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "process %d, the parent of the container's: expected a shim of"
                                    .formatted(shim)
                                + " containerd's, which works beside a config.json"));
          }
        });
  }

  private long parent(long pid) {
    ProcessInfo process = all.get(pid);
    if (process == null || !all.containsKey(process.ppid())) {
      throw new IllegalStateException(
          "process %d has no parent that is seen here: has it ended?".formatted(pid));
    }
    return process.ppid();
  }

  private Box box(ProcessInfo process) {
    List<Box> inside =
        children.getOrDefault(process.pid(), List.of()).stream().map(this::box).toList();
    String role = role(process);
    return new Box(
        "process",
        role.isEmpty() ? process.command() : name(process),
        "pid " + process.pid() + (role.isEmpty() ? "" : ": " + role),
        inside);
  }

  private static String role(ProcessInfo process) {
    String name = name(process);
    return name.startsWith("containerd-shim")
        ? ROLES.get("containerd-shim")
        : ROLES.getOrDefault(name, "");
  }

  private static String name(ProcessInfo process) {
    String program = process.command().split(" ", 2)[0];
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
