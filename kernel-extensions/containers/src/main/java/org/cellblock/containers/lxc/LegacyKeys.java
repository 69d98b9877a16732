package org.cellblock.containers.lxc;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that LXC 2.1 renamed in 2017, with their successors.
 *
 * @see <a href="https://linuxcontainers.org/lxc/manpages/man1/lxc-update-config.1.html">
 *     lxc-update-config(1)</a>
 */
final class LegacyKeys {

  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("lxc.aa_allow_incomplete", "lxc.apparmor.allow_incomplete"),
          Map.entry("lxc.aa_profile", "lxc.apparmor.profile"),
          Map.entry("lxc.console", "lxc.console.path"),
          Map.entry("lxc.devttydir", "lxc.tty.dir"),
          Map.entry("lxc.haltsignal", "lxc.signal.halt"),
          Map.entry("lxc.id_map", "lxc.idmap"),
          Map.entry("lxc.init_cmd", "lxc.init.cmd"),
          Map.entry("lxc.init_gid", "lxc.init.gid"),
          Map.entry("lxc.init_uid", "lxc.init.uid"),
          Map.entry("lxc.logfile", "lxc.log.file"),
          Map.entry("lxc.loglevel", "lxc.log.level"),
          Map.entry("lxc.mount", "lxc.mount.fstab"),
          Map.entry("lxc.pts", "lxc.pty.max"),
          Map.entry("lxc.rebootsignal", "lxc.signal.reboot"),
          Map.entry("lxc.rootfs", "lxc.rootfs.path"),
          Map.entry("lxc.se_context", "lxc.selinux.context"),
          Map.entry("lxc.seccomp", "lxc.seccomp.profile"),
          Map.entry("lxc.stopsignal", "lxc.signal.stop"),
          Map.entry("lxc.syslog", "lxc.log.syslog"),
          Map.entry("lxc.tty", "lxc.tty.max"),
          Map.entry("lxc.utsname", "lxc.uts.name"));

  private static final Map<String, String> ADDRESSES =
      Map.of("ipv4", "ipv4.address", "ipv6", "ipv6.address");

  private static final Pattern NETWORK = Pattern.compile("lxc\\.network(\\.(\\d+))?\\.(.+)");

  private LegacyKeys() {}

  /** Throws for a key that LXC doesn't know any more, with the one that it knows instead. */
  static void check(String key) {
    successor(key)
        .ifPresent(
            today -> {
              throw new IllegalArgumentException(
                  "key [%s]: LXC 2.1 renamed it: expected %s; lxc-update-config rewrites a file"
                      .formatted(key, today));
            });
  }

  private static Optional<String> successor(String key) {
    Matcher network = NETWORK.matcher(key);
    if (network.matches()) {
      String number = network.group(2) == null ? "0" : network.group(2);
      String last = network.group(3);
      return Optional.of("lxc.net.%s.%s".formatted(number, ADDRESSES.getOrDefault(last, last)));
    }
    if (key.startsWith("lxc.limit.")) {
      return Optional.of(key.replace("lxc.limit.", "lxc.prlimit."));
    }
    return Optional.ofNullable(RENAMED.get(key));
  }
}
