package org.cellblock.containers;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cellblock.linux.CgroupProcs;
import org.cellblock.linux.Given;
import org.cellblock.linux.Resource;
import org.cellblock.linux.Rlimit;

/** What a cell gives to the programs that it starts: variables, a cgroup, limits. */
final class ProgramSettings {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/bin:/sbin:/usr/bin:/usr/sbin", "HOME", "/root", "TERM", "dumb");

  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final Map<Resource, Rlimit> rlimits = new EnumMap<>(Resource.class);
  private volatile Cgroup cgroup;

  void variable(String name, String value) {
    variables.put(Given.variable(name), Given.text(value, "value of " + name));
  }

  synchronized void rlimit(Rlimit limit) {
    rlimits.put(limit.resource(), limit);
  }

  void cgroup(Cgroup in) {
    cgroup = in;
  }

  boolean isIn(Cgroup asked) {
    return cgroup == asked;
  }

  List<CgroupProcs> doors() {
    Cgroup in = cgroup;
    return in == null ? List.of() : in.doors();
  }

  synchronized Launch launch(boolean hasRoot, boolean newPids) {
    Map<String, String> environment = new HashMap<>(hasRoot ? ENVIRONMENT : System.getenv());
    environment.putAll(variables);
    if (!newPids) {
      environment.putAll(Guardian.mark());
    }
    return new Launch(environment, doors(), List.copyOf(rlimits.values()));
  }
}
