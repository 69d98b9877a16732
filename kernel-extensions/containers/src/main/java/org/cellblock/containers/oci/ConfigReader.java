package org.cellblock.containers.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Namespace;

/** Reads a config.json that another has written into a bundle, and notes what a bundle hasn't. */
final class ConfigReader {

  private static final Set<String> KNOWN_OF_LINUX =
      Set.of("resources", "namespaces", "maskedPaths", "readonlyPaths", "cgroupsPath");
  private static final Set<String> KNOWN_OF_PROCESS =
      Set.of("terminal", "user", "args", "env", "cwd", "capabilities", "noNewPrivileges");

  /** An engine makes these files for each container, in a place of its own. */
  private static final Set<String> OF_THE_ENGINE =
      Set.of("/etc/resolv.conf", "/etc/hostname", "/etc/hosts");

  private static final double MICROS = 100_000;

  private final JsonObject config;
  private final Bundle bundle;
  private final Set<String> leftOut = new TreeSet<>();

  private ConfigReader(JsonObject config, Bundle bundle) {
    this.config = config;
    this.bundle = bundle;
  }

  static Bundle bundle(String json, RootFs root) {
    ConfigReader reader = new ConfigReader(parse(json), new Bundle(root));
    reader.readAll();
    return reader.bundle;
  }

  static List<String> leftOut(String json) {
    ConfigReader reader = new ConfigReader(parse(json), new Bundle(RootFs.busybox()));
    reader.readAll();
    return List.copyOf(reader.leftOut);
  }

  private static JsonObject parse(String json) {
    try {
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException noObject) {
      throw new IllegalArgumentException("config.json: expected a JSON object", noObject);
    }
  }

  private void readAll() {
    try {
      readProcess(object(config, "process"));
      readMounts();
      readLinux(object(config, "linux"));
    } catch (ClassCastException | IllegalStateException | UnsupportedOperationException other) {
      throw new IllegalArgumentException(
          "config.json: expected what the runtime specification has: " + other.getMessage(), other);
    }
    bundle.hostname = config.has("hostname") ? config.get("hostname").getAsString() : null;
    bundle.readonlyRoot = isTrue(object(config, "root"), "readonly");
    for (String key : object(config, "hooks").keySet()) {
      leftOut.add("hooks." + key);
    }
  }

  private void readProcess(JsonObject process) {
    bundle.args = texts(process, "args");
    bundle.env.clear();
    for (String variable : texts(process, "env")) {
      String[] parts = variable.split("=", 2);
      bundle.env(parts[0], parts.length > 1 ? parts[1] : "");
    }
    if (process.has("cwd")) {
      bundle.cwd(process.get("cwd").getAsString());
    }
    JsonObject user = object(process, "user");
    bundle.user(number(user, "uid"), number(user, "gid"));
    bundle.noNewPrivileges(isTrue(process, "noNewPrivileges"));
    bundle.rlimits.clear();
    bundle.capabilities.clear();
    for (String name : texts(object(process, "capabilities"), "bounding")) {
      Stream.of(Capability.values())
          .filter(each -> each.name().equals(name))
          .findFirst()
          .ifPresentOrElse(bundle.capabilities::add, () -> leftOut.add("capability " + name));
    }
    note("process.", process, KNOWN_OF_PROCESS);
    if (isTrue(process, "terminal")) {
      leftOut.add("process.terminal");
    }
  }

  private void readMounts() {
    bundle.mounts.clear();
    for (JsonElement each : array(config, "mounts")) {
      JsonObject mount = each.getAsJsonObject();
      String target = mount.get("destination").getAsString();
      String type = mount.has("type") ? mount.get("type").getAsString() : "bind";
      if (type.equals("cgroup") || OF_THE_ENGINE.contains(target)) {
        leftOut.add("mounts " + target);
      } else {
        List<String> options = new ArrayList<>(texts(mount, "options"));
        options.removeAll(List.of("strictatime", "rprivate", "private"));
        String source = mount.has("source") ? mount.get("source").getAsString() : type;
        bundle.mounts.add(new OciMount(target, type, source, options));
      }
    }
  }

  private void readLinux(JsonObject linux) {
    bundle.namespaces.clear();
    for (JsonElement each : array(linux, "namespaces")) {
      readNamespace(each.getAsJsonObject());
    }
    bundle.masked.clear();
    bundle.masked.addAll(texts(linux, "maskedPaths"));
    bundle.readonly.clear();
    bundle.readonly.addAll(texts(linux, "readonlyPaths"));
    JsonObject resources = object(linux, "resources");
    readLimits(resources);
    note("linux.", linux, KNOWN_OF_LINUX);
    note("linux.resources.", resources, Set.of("memory", "cpu", "pids", "blockIO"));
  }

  private void readNamespace(JsonObject namespace) {
    String type = namespace.get("type").getAsString();
    if (namespace.has("path") && !namespace.get("path").getAsString().isEmpty()) {
      throw new IllegalArgumentException(
          "namespace [%s] of %s: expected one of the container's own; a bundle joins no other's"
              .formatted(type, namespace.get("path").getAsString()));
    }
    Namespace kind =
        switch (type) {
          case "mount" -> Namespace.MOUNT;
          case "network" -> Namespace.NETWORK;
          case "uts" -> Namespace.UTS;
          case "pid" -> Namespace.PID;
          case "ipc" -> Namespace.IPC;
          case "cgroup" -> Namespace.CGROUP;
          default ->
              throw new IllegalArgumentException(
                  "namespace [%s]: expected mount, network, uts, pid, ipc or cgroup"
                      .formatted(type));
        };
    bundle.namespaces.add(kind);
  }

  private void readLimits(JsonObject resources) {
    long memory = number(object(resources, "memory"), "limit");
    if (memory > 0) {
      bundle.memory(Long.toString(memory));
    }
    JsonObject cpu = object(resources, "cpu");
    if (number(cpu, "shares") > 1) {
      bundle.cpuShares(number(cpu, "shares"));
    }
    if (number(cpu, "quota") > 0) {
      long period = number(cpu, "period");
      bundle.cpus(number(cpu, "quota") / (period > 0 ? period : MICROS));
    }
    long pids = number(object(resources, "pids"), "limit");
    if (pids > 0) {
      bundle.pids(pids);
    }
  }

  private void note(String prefix, JsonObject of, Set<String> known) {
    of.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> leftOut.add(prefix + key));
  }

  private static JsonObject object(JsonObject in, String key) {
    return in.has(key) && in.get(key).isJsonObject() ? in.getAsJsonObject(key) : new JsonObject();
  }

  private static JsonArray array(JsonObject in, String key) {
    return in.has(key) && in.get(key).isJsonArray() ? in.getAsJsonArray(key) : new JsonArray();
  }

  private static List<String> texts(JsonObject in, String key) {
    List<String> all = new ArrayList<>();
    array(in, key).forEach(each -> all.add(each.getAsString()));
    return List.copyOf(all);
  }

  private static long number(JsonObject in, String key) {
    return in.has(key) && !in.get(key).isJsonNull() ? in.get(key).getAsLong() : 0;
  }

  private static boolean isTrue(JsonObject in, String key) {
    return in.has(key) && in.get(key).getAsBoolean();
  }
}
