package org.cellblock.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cellblock.linux.DirectoryFd;

/**
 * The settings of {@code /proc/sys} at one moment: those that the thread may read, its network
 * namespace's among them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys.5.html">proc_sys(5)</a>
 */
final class SettingSights {

  /**
   * Settings that change by themselves: counters of files, inodes, sockets, keys and terminals;
   * random numbers; the last pid; a sampling rate that the kernel lowers when it is busy. To read
   * {@code vm/stat_refresh} is work for all processors.
   */
  private static final Pattern BY_ITSELF =
      Pattern.compile(
          "fs/(file-nr|inode-nr|inode-state|dentry-state|aio-nr)|fs/quota/.*|kernel/random/.*"
              + "|kernel/ns_last_pid|kernel/pty/nr|kernel/perf_event_max_sample_rate"
              + "|net/netfilter/nf_conntrack_count|vm/stat_refresh");

  /** They come and go with the interface, which is told. */
  private static final Pattern OF_AN_INTERFACE =
      Pattern.compile("net/ipv[46]/(conf|neigh)/(?!all$|default$)[^/]+|net/mpls/conf/.*");

  private final DirectoryFd root;
  private final List<Sight> all = new ArrayList<>();

  private SettingSights(DirectoryFd root) {
    this.root = root;
  }

  static List<Sight> readAll() {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      SettingSights sights = new SettingSights(root);
      sights.walk("");
      return sights.all;
    }
  }

  private void walk(String directory) {
    Optional<DirectoryFd> open = DirectoryFd.openIfThere("/proc/sys/" + directory);
    if (open.isEmpty()) {
      return; // a root without /proc, or an interface that has gone
    }
    List<String> files = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    try (DirectoryFd sys = open.get()) {
      sys.listFiles(files::add);
    }
    try (DirectoryFd sys = DirectoryFd.open("/proc/sys/" + directory)) {
      sys.listDirectories(directories::add);
    }
    files.forEach(each -> read(directory + each));
    directories.stream()
        .map(directory::concat)
        .filter(each -> !OF_AN_INTERFACE.matcher(each).matches())
        .forEach(each -> walk(each + "/"));
  }

  private void read(String file) {
    if (!BY_ITSELF.matcher(file).matches()) {
      root.read("proc/sys/" + file)
          .map(value -> value.strip().replaceAll("\\s+", " "))
          .map(value -> Sight.of("setting", file.replace('/', '.'), file, "value", value))
          .ifPresent(all::add);
    }
  }
}
