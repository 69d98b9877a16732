package org.cellblock.containers.lxc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellblock.linux.Given;

/** The lines of a configuration, in order; some keys may stand there often. */
final class Settings {

  private static final Pattern KEY = Pattern.compile("lxc(\\.[a-zA-Z0-9_-]+)+");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  /** Keys of which LXC keeps each value, as confile.c of LXC 5 has it. */
  private static final Pattern REPEATED =
      Pattern.compile(
          "lxc\\.(mount\\.(entry|auto)|idmap|environment(\\.(runtime|hooks))?|include|group"
              + "|cap\\.(drop|keep)|hook\\.(?!version).+|apparmor\\.raw"
              + "|cgroup2?\\.devices\\.(allow|deny)"
              + "|net\\.\\d+\\.(ipv[46]\\.address|veth\\.ipv[46]\\.route|veth\\.vlan\\.tagged\\.id))");

  /** Where these point decides whether anything is left on the host. */
  private static final Set<String> OURS =
      Set.of(
          "lxc.rootfs.path",
          "lxc.rootfs.mount",
          "lxc.cgroup.dir",
          "lxc.cgroup.dir.monitor",
          "lxc.cgroup.dir.monitor.pivot",
          "lxc.cgroup.dir.container",
          "lxc.cgroup.dir.container.inner",
          "lxc.cgroup.relative");

  /**
   * One line.
   *
   * @param isDefault whether a user's value of the same key takes its place
   */
  private record Line(String key, String value, boolean isDefault) {}

  /** Two threads may change one configuration. */
  private final List<Line> all = new ArrayList<>();

  /** Sets a key, or adds to one that may stand there often, as a user asks. */
  void set(String key, String value) {
    checkKey(key);
    if (isOurs(key)) {
      throw new IllegalArgumentException(
          "key [%s]: Cellblock sets it, so that nothing is left behind; rootFs(...) sets the root"
              .formatted(key));
    }
    if (Given.text(value, "value of " + key).contains("\n")) {
      throw new IllegalArgumentException(
          "value [%s] of %s: expected one line".formatted(value.replace("\n", "\\n"), key));
    }
    put(key, value);
  }

  /** Returns the name of a container, unless it can't be one. */
  static String checkedName(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "container name [%s]: expected 1 to 63 letters, digits, dashes or underscores"
              .formatted(name));
    }
    return name;
  }

  /** Throws for what isn't a key of LXC's. */
  static void checkKey(String key) {
    if (key == null || !KEY.matcher(key).matches() || key.equals("lxc")) {
      throw new IllegalArgumentException(
          "key [%s]: expected one of lxc.container.conf(5), for example lxc.uts.name"
              .formatted(key));
    }
    LegacyKeys.check(key);
  }

  static boolean isOurs(String key) {
    return OURS.contains(key);
  }

  void mount(String entry) {
    int fields = String.valueOf(entry).strip().split("\\s+").length;
    if (fields < 4 || fields > 6) {
      throw new IllegalArgumentException(
          ("mount [%s]: expected a line of fstab(5), source, target, type, options, for example"
                  + " tmpfs tmp tmpfs size=1m 0 0")
              .formatted(entry));
    }
    set("lxc.mount.entry", entry.strip());
  }

  void idMap(long outside, long count) {
    if (outside < 1 || count < 1 || count > 0xffff_ffffL - outside) {
      throw new IllegalArgumentException(
          "id map [0 %d %d]: expected two numbers from 1 on, for example 100000 and 65536"
              .formatted(outside, count));
    }
    String ids = " 0 %d %d".formatted(outside, count);
    replace("lxc.idmap", "u" + ids, "g" + ids);
  }

  /** Sets a key to these values and no others; an empty one is none. */
  synchronized void replace(String key, String... values) {
    all.removeIf(line -> line.key.equals(key));
    Stream.of(values).filter(value -> !value.isEmpty()).forEach(value -> put(key, value));
  }

  /** Adds a line, in place of one that can stand there only once. */
  synchronized void put(String key, String value) {
    all.removeIf(line -> line.isDefault && line.key.equals(key));
    Line line = new Line(key, value, false);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).key.equals(key) && !REPEATED.matcher(key).matches()) {
        all.set(i, line);
        return;
      }
    }
    all.add(line);
  }

  /** Adds a line that counts only as long as the user doesn't set the key. */
  synchronized void putDefault(String key, String value) {
    all.add(new Line(key, value, true));
  }

  void replaceBy(Settings other) {
    List<Line> lines = other.copy();
    synchronized (this) {
      all.clear();
      all.addAll(lines);
    }
  }

  /** Returns a key's values; none when it isn't set. */
  List<String> get(String key) {
    return copy().stream().filter(line -> line.key.equals(key)).map(Line::value).toList();
  }

  /** Returns the keys that are set, in order. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    copy().forEach(line -> keys.add(line.key));
    return keys;
  }

  /** Returns the lines of the file. */
  Stream<String> lines() {
    return copy().stream().map(line -> line.key + " = " + line.value);
  }

  private synchronized List<Line> copy() {
    return List.copyOf(all);
  }
}
