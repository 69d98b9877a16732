package org.cellblock.containers.lxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.linux.HostThread;

/** What a configuration has at first: LXC's own defaults, as far as they can work here. */
final class LxcDefaults {

  static final String INIT = "lxc.init.cmd";
  static final String NET = "lxc.net.0.type";
  static final String SECCOMP = "lxc.seccomp.profile";
  static final String APPARMOR = "lxc.apparmor.profile";

  private static final String LINK = "lxc\\.net\\.\\d+\\.link";

  private static final Path ROOT = Path.of("/");
  private static final String FILTER = "usr/share/lxc/config/common.seccomp";
  private static final Path FILTERS = Path.of("/proc/sys/kernel/seccomp/actions_avail");
  private static final Path CONTROLLERS = Path.of("/sys/fs/cgroup/cgroup.controllers");
  private static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");

  /**
   * What the machine has.
   *
   * @param isV2 whether cgroups are those of version 2 alone
   * @param hasAppArmor whether that module is enabled
   * @param hasFilters whether the kernel has filters of system calls, and LXC's policy is installed
   * @param prefix where LXC's package lies
   */
  record Machine(boolean isV2, boolean hasAppArmor, boolean hasFilters, Path prefix) {}

  private LxcDefaults() {}

  static Machine machine() {
    Path prefix = LxcHome.prefix();
    return HostThread.call(
        () ->
            new Machine(
                Files.exists(CONTROLLERS),
                isEnabled(),
                Files.exists(FILTERS) && Files.exists(prefix.resolve(FILTER)),
                prefix));
  }

  static void apply(Settings settings, String name, Machine machine) {
    applyLeast(settings, name, machine);
    settings.putDefault(NET, "empty");
    settings.putDefault("lxc.mount.auto", "proc:mixed sys:ro");
    settings.put("lxc.autodev", "1");
    settings.put("lxc.pty.max", "16");
    settings.put("lxc.tty.max", "0");
    settings.put("lxc.cap.drop", "mac_admin mac_override sys_time sys_module sys_rawio");
    if (machine.hasFilters()) {
      settings.put(SECCOMP, machine.prefix().resolve(FILTER).toString());
    }
    if (machine.hasAppArmor()) {
      settings.put(APPARMOR, "unconfined");
    }
  }

  /** Sets what a configuration of somebody else's has to have here as well. */
  static void applyLeast(Settings settings, String name, Machine machine) {
    settings.put("lxc.uts.name", name);
    settings.put("lxc.rootfs.path", "dir:" + LxcPlace.PATH + "/" + name + "/rootfs");
    if (!machine.prefix().equals(ROOT)) {
      settings.put("lxc.rootfs.mount", LxcPlace.PATH + "/" + name + "/mount");
    }
    settings.putDefault(INIT, "/bin/sleep 1000000");
  }

  /** Says where the settings depart from what LXC would do, unless the user has chosen others. */
  static List<String> notes(Settings settings, Machine machine) {
    List<String> notes = new ArrayList<>();
    if (settings.get(NET).contains("empty")) {
      notes.add(NET + ": not veth, for there is no bridge lxcbr0 where the container starts");
    }
    if (settings.get(INIT).contains("/bin/sleep 1000000")) {
      notes.add(INIT + ": not /sbin/init, for the root has no system to boot");
    }
    CgroupKeys limits = new CgroupKeys(machine.isV2());
    limits.withoutEffect(settings.keys()).forEach(key -> notes.add(limits.note(key)));
    if (settings.get(APPARMOR).isEmpty()) {
      notes.add(APPARMOR + ": left out, for this kernel has no AppArmor");
    } else if (settings.get(APPARMOR).contains("unconfined")) {
      notes.add(APPARMOR + ": not generated, for that would be loaded into the host's kernel");
    }
    if (!machine.prefix().equals(ROOT)) {
      notes.add("lxc.rootfs.mount: not LXC's own, for LXC lies in " + machine.prefix());
    }
    if (!machine.hasFilters() && settings.get(SECCOMP).isEmpty()) {
      notes.add(SECCOMP + ": left out, for there are no filters of system calls here");
    }
    return notes;
  }

  /** Returns the names of the bridges that the container's devices are to be on. */
  static List<String> bridges(Settings settings) {
    return settings.keys().stream()
        .filter(key -> key.matches(LINK))
        .flatMap(key -> settings.get(key).stream())
        .distinct()
        .toList();
  }

  /** Nothing that somebody else wrote is loaded into the host's kernel. */
  static void keepHost(Settings settings, Machine machine) {
    if (machine.hasAppArmor() && settings.get(APPARMOR).stream().allMatch("generated"::equals)) {
      settings.put(APPARMOR, "unconfined");
    }
  }

  private static boolean isEnabled() {
    try {
      return Files.exists(ENABLED) && Files.readString(ENABLED).startsWith("Y");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
