package org.cellblock.containers.lxc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellblock.linux.Given;

/** The keys of a configuration with their values, in order; some keys may stand there often. */
final class Settings {

  private static final Pattern KEY = Pattern.compile("lxc(\\.[a-zA-Z0-9_-]+)+");

  private static final Pattern REPEATED =
      Pattern.compile(
          "lxc\\.(mount\\.entry|idmap|environment|include|group|cap\\.(drop|keep)|hook\\..+"
              + "|cgroup2?\\.devices\\.(allow|deny))");

  /** Where these point decides whether anything is left on the host. */
  private static final Set<String> OURS =
      Set.of(
          "lxc.rootfs.path",
          "lxc.cgroup.dir",
          "lxc.cgroup.dir.monitor",
          "lxc.cgroup.dir.container",
          "lxc.cgroup.dir.container.inner",
          "lxc.cgroup.relative");

  /** Two threads may change one configuration. */
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** Sets a key, or adds to one that may stand there often, as a user asks. */
  void set(String key, String value) {
    if (key == null || !KEY.matcher(key).matches() || key.equals("lxc")) {
      throw new IllegalArgumentException(
          "key [%s]: expected one of lxc.container.conf(5), for example lxc.uts.name"
              .formatted(key));
    }
    if (OURS.contains(key)) {
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
  synchronized void replace(String key, String... all) {
    values.remove(key);
    Stream.of(all).filter(value -> !value.isEmpty()).forEach(value -> put(key, value));
  }

  synchronized void put(String key, String value) {
    List<String> all = values.computeIfAbsent(key, first -> new ArrayList<>());
    if (!REPEATED.matcher(key).matches()) {
      all.clear();
    }
    all.add(value);
  }

  void replaceBy(Settings other) {
    Map<String, List<String>> all = other.copy();
    synchronized (this) {
      values.clear();
      values.putAll(all);
    }
  }

  /** Returns a key's values; none when it isn't set. */
  synchronized List<String> get(String key) {
    return List.copyOf(values.getOrDefault(key, List.of()));
  }

  /** Returns the keys that are set. */
  Set<String> keys() {
    return copy().keySet();
  }

  /** Returns the lines of the file. */
  Stream<String> lines() {
    return copy().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(value -> each.getKey() + " = " + value));
  }

  private synchronized Map<String, List<String>> copy() {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, all) -> copy.put(key, new ArrayList<>(all)));
    return copy;
  }
}
