package org.cellblock.containers.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.cellblock.containers.host.Box;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;
import org.cellblock.procfs.ProcessInfo;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A cgroup that somebody else has made, an engine for example: it is read in the words of {@link
 * Cgroup}, and never changed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public final class OtherCgroup {

  private final String name;
  private final List<CgroupDirectory> directories;

  private OtherCgroup(String name, List<CgroupDirectory> directories) {
    this.name = name;
    this.directories = directories;
  }

  /**
   * Finds the cgroup that a process is in.
   *
   * @param name what to call it
   * @param pid the process, as the host sees it
   * @return its cgroup, in every hierarchy that has one of cpu, cpuacct, memory, pids
   * @throws IllegalStateException when it has ended, and where no such hierarchy is mounted
   */
  public static OtherCgroup of(String name, long pid) {
    Given.text(name, "name");
    return HostThread.call(() -> new OtherCgroup(name, find(pid)));
  }

  private static List<CgroupDirectory> find(long pid) {
    List<Membership> memberships = Membership.readAll(pid);
    List<CgroupDirectory> found = new ArrayList<>();
    for (Hierarchy hierarchy : Hierarchy.readAll()) {
      memberships.stream()
          .filter(hierarchy::has)
          .flatMap(membership -> hierarchy.directory(membership).stream())
          .map(directory -> new CgroupBase(hierarchy, directory))
          .filter(base -> !Collections.disjoint(base.controllers(), CgroupBase.WANTED))
          .filter(base -> found.stream().noneMatch(each -> each.path().equals(base.directory())))
          .forEach(base -> found.add(new CgroupDirectory(base, base.files(), null)));
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "process %d is in no cgroup that is seen here: has it ended?".formatted(pid));
    }
    return found;
  }

  /** Returns its directories: one in version 2, one for each hierarchy in version 1. */
  public List<Path> paths() {
    return directories.stream().map(CgroupDirectory::path).toList();
  }

  /**
   * Shows each setting, the file that holds it here, and what it is called in the other version.
   *
   * @return columns setting, value, version, file, raw, other file, other raw (STRING); see {@link
   *     CgroupFile}
   */
  public Table files() {
    return Tables.of(
        "files of " + name, CgroupFile.class, HostThread.call(() -> readings().files(0)));
  }

  /**
   * Shows what the cgroup uses now.
   *
   * @return columns what, value, limit, file (STRING), raw (LONG); see {@link CgroupUsage}
   */
  public Table usage() {
    return Tables.of(
        "usage of " + name, CgroupUsage.class, HostThread.call(() -> readings().usage()));
  }

  /**
   * Counts how often limits were felt.
   *
   * @return columns event (STRING), count (LONG), file, key (STRING); see {@link CgroupEvent}
   */
  public Table events() {
    return Tables.of(
        "events of " + name, CgroupEvent.class, HostThread.call(() -> readings().events()));
  }

  /**
   * Lists the processes in the cgroup and in those below.
   *
   * @return columns as {@link org.cellblock.procfs.Procfs#processes()} has them
   */
  public Table processes() {
    List<ProcessInfo> rows =
        HostThread.call(
            () -> {
              Set<Long> pids = Set.copyOf(directories.get(0).processes());
              return ProcessInfo.readAll().stream()
                  .filter(each -> pids.contains(each.pid()))
                  .toList();
            });
    return Tables.of("processes of " + name, ProcessInfo.class, rows);
  }

  /**
   * Reads any control file of the cgroup.
   *
   * @param file its name, for example {@code memory.limit_in_bytes}
   * @return its text without the last newline
   * @throws IllegalArgumentException when no directory of the cgroup has it
   */
  public String read(String file) {
    return HostThread.call(
        () ->
            directories.stream()
                .map(CgroupDirectory::files)
                .map(each -> each.read(file))
                .flatMap(text -> text.stream())
                .findFirst()
                .orElseThrow(() -> absent(file)));
  }

  private IllegalArgumentException absent(String file) {
    return new IllegalArgumentException(
        "file [%s]: expected one of the cgroup of %s, in %s".formatted(file, name, paths()));
  }

  /** Draws this cgroup with its usage and its processes. */
  public Box picture() {
    return HostThread.call(() -> CgroupTree.of(name, directories));
  }

  /** Returns the picture as text. */
  @Override
  public String toString() {
    return picture().toString();
  }

  private CgroupReadings readings() {
    return new CgroupReadings(directories);
  }
}
