package org.cellblock.containers.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cellblock.containers.host.Box;
import org.cellblock.linux.DirectoryFd;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.ProcessInfo;

/**
 * Who stands between the notebook and a container's process: dockerd, containerd, the shim; parents
 * and children as /proc has them.
 */
final class DockerChain {

  private static final String RUNTIME_STATE = "config.json";

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

  /**
   * Draws the family of the shim's parent, of which only the engine and the container are shown.
   */
  static Box of(long pid) {
    DockerChain chain = HostThread.call(() -> new DockerChain(ProcessInfo.readAll()));
    long shim = chain.parent(pid);
    long top = chain.parent(shim);
    List<Box> inside = new ArrayList<>();
    for (ProcessInfo child : chain.children.getOrDefault(top, List.of())) {
      boolean isEngine = role(child).length() > 0 && !name(child).startsWith("containerd-shim");
      if (isEngine || child.pid() == shim) {
        inside.add(chain.box(child));
      }
    }
    return new Box(
        "client",
        "notebook kernel",
        "asks dockerd over its socket",
        List.of(
            new Box(
                "process",
                name(chain.all.get(top)),
                "pid %d: takes those whose parent has ended".formatted(top),
                inside)));
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
