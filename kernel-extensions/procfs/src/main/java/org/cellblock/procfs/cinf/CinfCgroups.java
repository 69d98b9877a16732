package org.cellblock.procfs.cinf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellblock.procfs.Hierarchy;
import org.cellblock.procfs.Membership;

/** The cgroups of one process: one in each hierarchy, found by number or by controller. */
final class CinfCgroups {

  private final long pid;
  private final List<Membership> memberships;
  private final List<Hierarchy> mounted;

  private CinfCgroups(long pid, List<Membership> memberships, List<Hierarchy> mounted) {
    this.pid = pid;
    this.memberships = memberships;
    this.mounted = mounted;
  }

  static CinfCgroups of(long pid) {
    return new CinfCgroups(pid, Membership.readAll(pid), Hierarchy.readAll());
  }

  /** Returns the directory of the cgroup in a hierarchy. */
  Path directory(String hierarchy) {
    Membership membership =
        memberships.stream()
            .filter(each -> isCalled(each, hierarchy))
            .findFirst()
            .orElseThrow(() -> unknown(hierarchy));
    return directory(membership).orElseThrow(() -> unseen(hierarchy, membership));
  }

  /** Returns the first cgroup that has a control file, and there that file. */
  Path file(String name) {
    return memberships.stream()
        .flatMap(each -> directory(each).stream())
        .map(directory -> directory.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "control file [%s]: expected one that a cgroup of process %d has;"
                            .formatted(name, pid)
                        + " cinf --cgroup PID:HIERARCHY lists them"));
  }

  /** Returns the cgroup in the hierarchy of a controller. */
  Optional<Membership> membership(String controller) {
    return memberships.stream().filter(each -> isCalled(each, controller)).findFirst();
  }

  Optional<Path> directory(Membership membership) {
    return mounted.stream()
        .filter(each -> each.has(membership))
        .flatMap(each -> each.directory(membership).stream())
        .filter(Files::isDirectory)
        .findFirst();
  }

  private boolean isCalled(Membership membership, String hierarchy) {
    return String.valueOf(membership.hierarchy()).equals(hierarchy)
        || controllers(membership).contains(hierarchy);
  }

  private List<String> controllers(Membership membership) {
    return membership.hierarchy() == 0
        ? mounted.stream()
            .filter(Hierarchy::isV2)
            .limit(1)
            .flatMap(each -> each.controllers().stream())
            .toList()
        : List.copyOf(membership.controllers());
  }

  private IllegalArgumentException unknown(String hierarchy) {
    List<String> known = new ArrayList<>();
    for (Membership each : memberships) {
      String names = controllers(each).stream().sorted().collect(Collectors.joining(","));
      known.add(each.hierarchy() + (names.isEmpty() ? "" : " (" + names + ")"));
    }
    return new IllegalArgumentException(
        "hierarchy [%s]: expected a number or a controller of process %d's: %s"
            .formatted(hierarchy, pid, String.join(", ", known)));
  }

  private IllegalArgumentException unseen(String hierarchy, Membership membership) {
    return new IllegalArgumentException(
        "hierarchy [%s]: process %d is in %s there, which no mount shows here;"
                .formatted(hierarchy, pid, membership.path())
            + " look from where it is mounted");
  }
}
