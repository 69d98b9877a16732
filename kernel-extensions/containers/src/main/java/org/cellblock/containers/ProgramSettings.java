package org.cellblock.containers;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cellblock.containers.host.Launch;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.ProcessMark;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;

/** What a cell gives to the programs that it starts: variables, a cgroup, limits. */
final class ProgramSettings {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/bin:/sbin:/usr/bin:/usr/sbin", "HOME", "/root", "TERM", "dumb");

  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final Map<Resource, Rlimit> rlimits = new EnumMap<>(Resource.class);
  private volatile List<CgroupProcs> doors = List.of();
  private volatile ProcessMark mark;

  void variable(String name, String value) {
    variables.put(Given.variable(name), Given.text(value, "value of " + name));
  }

  synchronized void rlimit(Rlimit limit) {
    rlimits.put(limit.resource(), limit);
  }

  void startIn(List<CgroupProcs> cgroup) {
    doors = cgroup;
  }

  List<CgroupProcs> doors() {
    return doors;
  }

  synchronized Launch launch(boolean hasRoot, boolean newPids) {
    Map<String, String> environment = hasRoot ? ENVIRONMENT : System.getenv();
    if (!variables.isEmpty()) {
      environment = new HashMap<>(environment);
      environment.putAll(variables);
    }
    return new Launch(environment, doors(), List.copyOf(rlimits.values()), newPids ? null : mark());
  }

  /** Returns the processes that no pid namespace of the cell's holds, wherever they have gone. */
  List<Long> marked() {
    ProcessMark has = mark;
    return has == null ? List.of() : HostThread.call(has::processes);
  }

  /** Ends the processes that no pid namespace of the cell's will end. */
  void endMarked() {
    ProcessMark has = mark;
    if (has != null) {
      HostThread.call(
          () -> {
            has.end();
            return null;
          });
    }
  }

  private ProcessMark mark() {
    if (rlimits.containsKey(Resource.RLIMIT_LOCKS)) {
      throw new IllegalStateException(
          "%s: a cell without a pid namespace knows its programs by this limit, which Linux ignores:"
                  .formatted(rlimits.get(Resource.RLIMIT_LOCKS))
              + " unshare(PID) first");
    }
    if (mark == null) {
      mark = ProcessMark.next();
    }
    return mark;
  }
}
