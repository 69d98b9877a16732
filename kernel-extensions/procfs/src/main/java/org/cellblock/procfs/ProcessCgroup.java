package org.cellblock.procfs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A cgroup that a process is in: one for each hierarchy.
 *
 * @param hierarchy the hierarchy's number; 0 is version 2
 * @param version {@code v1} or {@code v2}
 * @param controllers what it controls; {@code name=...} for a hierarchy of version 1 with none
 * @param path the cgroup, seen from the root of the reader's cgroup namespace
 * @param directory where its files are; empty where no mount shows it
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record ProcessCgroup(
    int hierarchy, String version, String controllers, String path, String directory) {

  /**
   * Reads the cgroups of a process.
   *
   * @param pid a process
   * @return one record for each hierarchy, in the kernel's order
   * @throws IllegalArgumentException when there is no such process
   */
  public static List<ProcessCgroup> readAll(long pid) {
    List<Membership> memberships = Membership.parseAll(ProcFile.read(pid, "cgroup"));
    List<Hierarchy> hierarchies = Hierarchy.readAll();
    return memberships.stream().map(membership -> of(membership, hierarchies)).toList();
  }

  static ProcessCgroup of(Membership membership, List<Hierarchy> hierarchies) {
    List<Hierarchy> its = hierarchies.stream().filter(each -> each.has(membership)).toList();
    Optional<Path> directory =
        its.stream().flatMap(each -> each.directory(membership).stream()).findFirst();
    boolean isV2 = membership.hierarchy() == 0;
    return new ProcessCgroup(
        membership.hierarchy(),
        isV2 ? "v2" : "v1",
        String.join(
            ",", isV2 && !its.isEmpty() ? its.get(0).controllers() : membership.controllers()),
        membership.path(),
        directory.map(Path::toString).orElse(""));
  }
}
