package org.cellblock.containers.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import org.cellblock.containers.cgroup.CgroupUnits;
import org.cellblock.linux.Namespace;
import org.cellblock.linux.Rlimit;

/** Writes a bundle as the runtime specification's config.json. */
final class ConfigJson {

  private static final String VERSION = "1.0.2";

  private final Bundle bundle;
  private final List<String> args;

  ConfigJson(Bundle bundle, List<String> args) {
    this.bundle = bundle;
    this.args = args;
  }

  JsonObject write(String root, String cgroupsPath) {
    JsonObject config = new JsonObject();
    config.addProperty("ociVersion", VERSION);
    config.add("process", process());
    config.add("root", root(root));
    if (bundle.hostname != null) {
      config.addProperty("hostname", bundle.hostname);
    }
    config.add("mounts", array(bundle.mounts.stream().map(ConfigJson::mount).toList()));
    if (!bundle.hooks.isEmpty()) {
      config.add("hooks", hooks());
    }
    config.add("linux", linux(cgroupsPath));
    return config;
  }

  private JsonObject process() {
    JsonObject process = new JsonObject();
    process.addProperty("terminal", false);
    JsonObject user = new JsonObject();
    user.addProperty("uid", bundle.uid);
    user.addProperty("gid", bundle.gid);
    process.add("user", user);
    process.add("args", strings(args));
    process.add(
        "env",
        strings(bundle.env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()));
    process.addProperty("cwd", bundle.cwd);
    process.add("capabilities", capabilities());
    if (!bundle.rlimits.isEmpty()) {
      process.add(
          "rlimits", array(bundle.rlimits.values().stream().map(ConfigJson::rlimit).toList()));
    }
    process.addProperty("noNewPrivileges", bundle.noNewPrivileges);
    return process;
  }

  private JsonObject capabilities() {
    JsonObject sets = new JsonObject();
    for (String set : List.of("bounding", "effective", "permitted")) {
      sets.add(set, strings(bundle.capabilities.stream().map(Enum::name).toList()));
    }
    return sets;
  }

  private static JsonObject rlimit(Rlimit limit) {
    JsonObject json = new JsonObject();
    json.addProperty("type", limit.resource().name());
    json.addProperty("hard", unsigned(limit.hard()));
    json.addProperty("soft", unsigned(limit.soft()));
    return json;
  }

  /** The specification has no word for unlimited: it is the greatest number of 64 bits. */
  private static BigInteger unsigned(long limit) {
    return new BigInteger(Long.toUnsignedString(limit));
  }

  private JsonObject root(String path) {
    JsonObject root = new JsonObject();
    root.addProperty("path", path);
    root.addProperty("readonly", bundle.readonlyRoot);
    return root;
  }

  private static JsonObject mount(OciMount mount) {
    JsonObject json = new JsonObject();
    json.addProperty("destination", mount.destination());
    json.addProperty("type", mount.type());
    json.addProperty("source", mount.source());
    if (!mount.options().isEmpty()) {
      json.add("options", strings(mount.options()));
    }
    return json;
  }

  private JsonObject hooks() {
    JsonObject hooks = new JsonObject();
    for (Hook hook : bundle.hooks) {
      JsonArray stage = hooks.getAsJsonArray(hook.stage().key());
      if (stage == null) {
        stage = new JsonArray();
        hooks.add(hook.stage().key(), stage);
      }
      JsonArray argv = strings(List.of(hook.path()));
      argv.addAll(strings(hook.arguments()));
      JsonObject json = new JsonObject();
      json.addProperty("path", hook.path());
      json.add("args", argv);
      stage.add(json);
    }
    return hooks;
  }

  private JsonObject linux(String cgroupsPath) {
    JsonObject linux = new JsonObject();
    linux.add("namespaces", array(bundle.namespaces.stream().map(ConfigJson::namespace).toList()));
    if (!bundle.uidMaps.isEmpty()) {
      linux.add("uidMappings", array(bundle.uidMaps.stream().map(ConfigJson::map).toList()));
    }
    if (!bundle.gidMaps.isEmpty()) {
      linux.add("gidMappings", array(bundle.gidMaps.stream().map(ConfigJson::map).toList()));
    }
    if (cgroupsPath != null) {
      linux.addProperty("cgroupsPath", cgroupsPath);
    }
    if (!bundle.limits.isNone()) {
      linux.add("resources", resources());
    }
    linux.add("maskedPaths", strings(bundle.masked));
    linux.add("readonlyPaths", strings(bundle.readonly));
    return linux;
  }

  private static JsonObject namespace(Namespace kind) {
    JsonObject json = new JsonObject();
    String type =
        switch (kind) {
          case MOUNT -> "mount";
          case NETWORK -> "network";
          default -> kind.procName();
        };
    json.addProperty("type", type);
    return json;
  }

  private static JsonObject map(IdMapping map) {
    JsonObject json = new JsonObject();
    json.addProperty("containerID", map.inside());
    json.addProperty("hostID", map.outside());
    json.addProperty("size", map.count());
    return json;
  }

  private JsonObject resources() {
    Limits limits = bundle.limits;
    JsonObject resources = new JsonObject();
    if (limits.memory() != null) {
      String bytes = CgroupUnits.memory(limits.memory());
      resources.add("memory", number("limit", bytes.equals("max") ? -1 : Long.parseLong(bytes)));
    }
    JsonObject cpu = new JsonObject();
    if (limits.cpuShares() > 0) {
      cpu.addProperty("shares", limits.cpuShares());
    }
    if (limits.cpus() > 0) {
      String[] quota = CgroupUnits.quota(limits.cpus()).split(" ");
      cpu.addProperty("quota", Long.parseLong(quota[0]));
      cpu.addProperty("period", Long.parseLong(quota[1]));
    }
    if (cpu.size() > 0) {
      resources.add("cpu", cpu);
    }
    if (limits.pids() > 0) {
      resources.add("pids", number("limit", limits.pids()));
    }
    return resources;
  }

  private static JsonObject number(String key, long value) {
    JsonObject json = new JsonObject();
    json.addProperty(key, value);
    return json;
  }

  private static JsonArray strings(Collection<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static JsonArray array(List<JsonObject> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
