package org.cellblock.containers.lxc;

import java.util.Map;

/** Tells which key of a configuration a system call comes from; asked in the order of the calls. */
final class Causes {

  private static final Map<String, String> BY_CALL =
      Map.of(
          "sethostname", "lxc.uts.name",
          "pivot_root", "lxc.rootfs.path",
          "mknodat", "lxc.autodev",
          "symlinkat", "lxc.autodev",
          "seccomp", LxcDefaults.SECCOMP);

  private final Settings settings;
  private String opened = "";

  Causes(Settings settings) {
    this.settings = settings;
  }

  /** Returns the key, or the empty string where LXC makes the call whatever the keys are. */
  String of(String call, String arguments) {
    if (BY_CALL.containsKey(call)) {
      return BY_CALL.get(call);
    }
    return switch (call) {
      case "clone", "clone3", "unshare" -> namespaces(arguments);
      case "prctl" -> prctl(arguments);
      case "write", "mkdirat" ->
          arguments.contains("/sys/fs/cgroup/") ? cgroup(arguments) : map(arguments);
      case "execve" -> isInit(arguments) ? LxcDefaults.INIT : "";
      case "mount" -> mount(arguments);
      case "fsopen", "fsconfig", "fsmount", "move_mount", "open_tree" -> newMount(call, arguments);
      default -> "";
    };
  }

  private String namespaces(String arguments) {
    boolean isUser = arguments.contains("CLONE_NEWUSER");
    boolean isNet = arguments.contains("CLONE_NEWNET");
    return (isNet ? LxcDefaults.NET : "")
        + (isNet && isUser ? ", " : "")
        + (isUser ? "lxc.idmap" : "");
  }

  private String prctl(String arguments) {
    if (arguments.startsWith("PR_CAPBSET_DROP")) {
      return settings.get("lxc.cap.keep").isEmpty() ? "lxc.cap.drop" : "lxc.cap.keep";
    }
    return arguments.startsWith("PR_SET_NO_NEW_PRIVS") ? "lxc.no_new_privs" : "";
  }

  /** A control file is a key's name without its first words. */
  private String cgroup(String arguments) {
    return settings.keys().stream()
        .filter(key -> arguments.contains("/" + key.replaceFirst("lxc\\.cgroup2?\\.", "") + ">"))
        .findFirst()
        .orElse("lxc.cgroup.dir");
  }

  private String map(String arguments) {
    return arguments.matches("\\d+</proc/\\d+/[ug]id_map>.*") ? "lxc.idmap" : "";
  }

  private boolean isInit(String arguments) {
    String program = settings.get(LxcDefaults.INIT).get(0).split(" ")[0];
    return arguments.startsWith("\"" + program + "\"");
  }

  private String mount(String arguments) {
    for (String entry : settings.get("lxc.mount.entry")) {
      if (arguments.startsWith("\"" + entry.split("\\s+")[0] + "\"")) {
        return "lxc.mount.entry";
      }
    }
    if (arguments.startsWith("\"" + root() + "\"")) {
      return "lxc.rootfs.path";
    }
    boolean isAuto =
        arguments.matches("\"(proc|sysfs|cgroup2?)\".*")
            || arguments.matches("\"[^\"]*/lxc/rootfs/(proc|sys)/.*");
    return isAuto ? "lxc.mount.auto" : "";
  }

  /** A file system that is opened is configured and made into a mount by the calls that follow. */
  private String newMount(String call, String arguments) {
    if (call.equals("fsopen")) {
      opened = arguments.startsWith("\"devpts\"") ? "lxc.pty.max" : "lxc.autodev";
    }
    if (call.startsWith("fs")) {
      return opened;
    }
    if (arguments.contains(root() + ">") || arguments.contains("/lxc/rootfs>, \"\"")) {
      return "lxc.rootfs.path";
    }
    if (arguments.contains(", \"pts\"")) {
      return "lxc.pty.max";
    }
    return arguments.contains("/lxc/rootfs/dev>, \"\"") ? "lxc.autodev" : "";
  }

  private String root() {
    return settings.get("lxc.rootfs.path").get(0).replaceFirst("^dir:", "");
  }
}
